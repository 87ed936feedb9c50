"""`manage.py intake`: the switch for operators."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from submissions.models import Intake
from tests.factories import make_organisation, make_project
from tests.submissions.reviewing import make_change, suspicious

pytestmark = pytest.mark.django_db


def intake(*arguments):
    out = StringIO()
    call_command("intake", *arguments, stdout=out)
    return out.getvalue().strip()


def first_line(*arguments):
    return intake(*arguments).splitlines()[0]


@pytest.mark.parametrize("arguments", [[], ["status"]])
def test_it_says_how_things_stand_and_changes_nothing(arguments):
    make_change(make_project())
    suspicious(make_change(make_organisation(), email="other@example.org"))
    assert intake(*arguments) == ("Intake is open.\nWaiting for a curator: 1, suspicious: 1, kept until it reopens: 0.")
    assert not Intake.objects.exists()


def test_it_pauses_with_a_message_until_a_day_and_keeps_both_in_the_history(client, vocabulary):
    assert first_line("pause", "--message", "Back soon.", "--until", "2099-03-01") == (
        "Intake is paused, reopening expected on 2099-03-01."
    )
    current = Intake.current()
    assert (current.is_open, current.notice, current.reopens_on) == (False, "Back soon.", date(2099, 3, 1))
    version = current.history.get()
    assert (version.history_change_reason, version.history_user) == ("manage.py intake", None)
    assert "Back soon." in client.get("/submit/project/").content.decode()


def test_it_opens_again_and_forgets_the_day():
    intake("pause", "--until", "2099-03-01")
    assert first_line("open") == "Intake is open."
    assert Intake.current().reopens_on is None


def test_pausing_anew_without_a_day_takes_back_the_promise_and_leaves_the_message():
    intake("pause", "--message", "Back soon.", "--until", "2099-03-01")
    since = Intake.current().since
    intake("pause")
    current = Intake.current()
    assert (current.reopens_on, current.notice, current.since) == (None, "Back soon.", since)


def test_the_next_pause_does_not_repeat_what_the_last_one_said(client, vocabulary):
    intake("pause", "--message", "Back after the summer.")
    intake("open")
    intake("pause")
    assert "We cannot accept new projects" in client.get("/submit/project/").content.decode()
    assert "Back after the summer." in Intake.current().history.values_list("message_en", flat=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["pause", "--until", "2001-01-01"],
        ["pause", "--until", "soon"],
        ["open", "--until", "2099-03-01"],
        ["status", "--until", "2099-03-01"],
        ["status", "--message", "Back soon."],
        ["close"],
    ],
)
def test_what_makes_no_sense_is_refused(arguments):
    with pytest.raises(CommandError):
        intake(*arguments)
    assert Intake.current().is_open
