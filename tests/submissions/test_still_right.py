"""Whoever looks after an entry says that it is still right, and no curator has to."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import Project
from submissions.models import Submission
from tests.factories import make_project
from tests.submissions.test_logos import picture
from tests.submissions.test_views import change_of_lingo, owner, text_of  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
CONFIRM = "/mine/project/lingo/confirm/"
CHANGE = "/mine/project/lingo/change/"


def confirmed_on():
    return Project.objects.get(slug="lingo").confirmed_on


def test_the_button_confirms_at_once_and_names_who_did(client, owner):  # noqa: F811
    assert f'action="{CONFIRM}"' in text_of(client.get("/mine/"))
    edited = Project.objects.get().updated_at
    answer = client.post(CONFIRM, follow=True)
    project = Project.objects.get()
    assert project.confirmed_on == timezone.localdate()
    assert project.updated_at == edited
    version = project.history.latest()
    assert (version.history_user, version.history_change_reason) == (owner, "Confirmed by the organisation")
    assert "correct as of today" in text_of(answer)
    assert Submission.objects.count() == 0


def test_twice_on_one_day_is_one_version(client, owner):  # noqa: F811
    client.post(CONFIRM)
    versions = Project.objects.get().history.count()
    client.post(CONFIRM)
    assert Project.objects.get().history.count() == versions


def test_nobody_confirms_what_they_do_not_look_after_or_what_is_not_public(client, owner):  # noqa: F811
    make_project("Foreign")
    Project.objects.filter(slug="lingo").update(publication="withdrawn")
    assert client.post("/mine/project/foreign/confirm/").status_code == 403
    assert client.post(CONFIRM).status_code == 404
    assert client.get(CONFIRM).status_code == 405
    assert not Project.objects.exclude(confirmed_on=None).exists()


def test_a_form_that_changes_nothing_confirms_and_waits_for_nobody(client, owner):  # noqa: F811
    answer = client.post(CHANGE, change_of_lingo(client, draft="d"))
    assert answer.url == "/mine/?sent=d"
    assert confirmed_on() == timezone.localdate()
    assert Submission.objects.count() == 0
    assert "correct as of today" in text_of(client.get(answer.url))


@pytest.mark.parametrize("fields", [{"summary": "New."}, {"note": "We are moving."}, {"logo": picture()}])
def test_whatever_is_new_goes_to_the_curators(client, owner, fields):  # noqa: F811
    client.post(CHANGE, change_of_lingo(client, **fields))
    assert Submission.objects.count() == 1
    assert confirmed_on() is None


def test_nobody_confirms_what_they_have_not_seen(client, owner):  # noqa: F811
    form = change_of_lingo(client)
    Project.objects.update(description="Mended since.")
    answer = client.post(CHANGE, form)
    assert "changed after you opened this form" in text_of(answer)
    assert "Mended since." in text_of(answer)
    assert (confirmed_on(), Submission.objects.count()) == (None, 0)
    client.post(CHANGE, change_of_lingo(client))
    assert confirmed_on() == timezone.localdate()


def test_an_older_date_moves_on(client, owner):  # noqa: F811
    Project.objects.update(confirmed_on=timezone.localdate() - timedelta(days=400))
    client.post(CONFIRM)
    assert confirmed_on() == timezone.localdate()
