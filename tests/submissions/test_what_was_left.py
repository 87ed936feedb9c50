"""What waits for intake to reopen never waits for ever, even where it reopens just then, or something was left."""

import pytest

from submissions.actions import ask_to_be_told, confirm_submission, set_intake, take_up_what_was_left
from submissions.models import Intake, ReopeningRequest, State, Submission
from tests.submissions.conftest import mails

pytestmark = pytest.mark.django_db


def reopen_past_the_action():
    """Leave things as an earlier release left them where intake reopened at that very moment."""
    Intake.objects.filter(pk=1).update(state="open")


def test_who_asks_to_be_told_just_as_intake_reopens_is_told_at_once():
    ask_to_be_told(email="ada@example.org", language="en")
    assert len(mails("ada@example.org")) == 1
    assert not ReopeningRequest.objects.exists()


def test_a_job_takes_up_what_was_left_once(handed_in):
    set_intake(state="paused")
    held = handed_in(email="eve@example.org")
    confirmed = handed_in(name="Other")
    confirm_submission(confirmed, by=confirmed.submitter)
    assert {held.state, Submission.objects.get(pk=confirmed.pk).state} == {State.HELD}
    ask_to_be_told(email="ada@example.org", language="en")
    assert take_up_what_was_left() == "Intake is paused."
    reopen_past_the_action()
    before = len(mails())

    assert take_up_what_was_left() == "Held and taken up: 2, told that intake is open: 1."

    assert set(Submission.objects.values_list("state", flat=True)) == {State.UNCONFIRMED, State.WAITING}
    assert len(mails()) == before + 3
    assert take_up_what_was_left() == "Held and taken up: 0, told that intake is open: 0."
    assert len(mails()) == before + 3
