"""Every action in every state: where it leads, and that a refused one writes and mails nothing."""

import pytest
from post_office.models import Email

from submissions.actions import (
    approve,
    confirm_submission,
    correct_address,
    mark_spam,
    reconsider,
    reject,
    return_with_question,
    send_again,
    send_link_again,
    set_intake,
    turn_into_change,
    undo_end,
    unmark_spam,
    withdraw_submission,
)
from submissions.models import AlreadyDecided, Decision, State, StateError, Submission
from tests.factories import make_project
from tests.submissions.conftest import seen

pytestmark = pytest.mark.django_db
STATES = ["unconfirmed", "held", "held, confirmed", "waiting", "returned", "approved", "rejected", "spam", "withdrawn"]
UNCONFIRMED = {"unconfirmed": State.UNCONFIRMED, "held": State.HELD}
# Action -> state before -> state afterwards; whatever is not named is refused.
ALLOWED = {
    "confirm": {"unconfirmed": State.WAITING, "held": State.HELD},
    "send the link again": UNCONFIRMED,
    "correct the address": UNCONFIRMED,
    "withdraw": dict.fromkeys([*STATES[:5], "spam"], State.WITHDRAWN),
    "send again": {"waiting": State.WAITING, "returned": State.WAITING},
    "approve": {"waiting": State.APPROVED},
    "return": {"waiting": State.RETURNED},
    "reject": {"waiting": State.REJECTED, "returned": State.REJECTED},
    "spam": {"waiting": State.SPAM, "returned": State.SPAM},
    "no spam": {"spam": State.WAITING},
    "take the refusal back": {"rejected": State.WAITING},
    "merge": {"waiting": State.WAITING},
    # Of a report of an end alone: tests/submissions/test_ending.py.
    "undo the end": {},
}
BY_CURATORS = {"approve", "return", "reject", "spam", "no spam", "take the refusal back", "merge", "undo the end"}


def act(action, submission, curator):
    person = submission.submitter
    return {
        "confirm": lambda: confirm_submission(submission, by=person),
        "send the link again": lambda: send_link_again(submission),
        "correct the address": lambda: correct_address(submission, email="right@example.org"),
        "withdraw": lambda: withdraw_submission(submission, by=person),
        "send again": lambda: send_again(submission, payload=submission.payload | {"summary": "New."}, by=person),
        "approve": lambda: approve(submission, by=curator),
        "return": lambda: return_with_question(submission, by=curator, message="Which?"),
        "reject": lambda: reject(submission, by=curator, message="No."),
        "spam": lambda: mark_spam(submission, by=curator),
        "no spam": lambda: unmark_spam(submission, by=curator),
        "take the refusal back": lambda: reconsider(submission, by=curator),
        "undo the end": lambda: undo_end(submission, by=curator),
        "merge": lambda: turn_into_change(submission, target=make_project(), by=curator),
    }[action]()


@pytest.fixture
def in_state(handed_in, curator):
    """in_state("held") returns a submission of a project in that state."""

    def make(state):
        if state.startswith("held"):
            set_intake(state="paused")
        submission = handed_in(visit=seen(minutes=5))
        if state not in UNCONFIRMED:
            submission = confirm_submission(submission, by=submission.submitter)
        steps = {"returned": "return", "approved": "approve", "rejected": "reject", "spam": "spam"}
        if state in steps:
            act(steps[state], submission, curator)
        if state == "withdrawn":
            withdraw_submission(submission, by=submission.submitter)
        return Submission.objects.get(pk=submission.pk)

    return make


def written():
    return [list(model.objects.order_by("pk").values()) for model in (Submission, Decision, Email)]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ALLOWED)
def test_every_action_in_every_state(in_state, curator, action, state):
    submission = in_state(state)
    assert submission.state == state.partition(",")[0]
    before = written()
    if state in ALLOWED[action]:
        act(action, submission, curator)
        assert Submission.objects.get().state == ALLOWED[action][state]
        return
    with pytest.raises(AlreadyDecided if action in BY_CURATORS else StateError):
        act(action, submission, curator)
    assert written() == before


@pytest.mark.parametrize("state", STATES)
def test_reopening_moves_what_is_held_and_nothing_else(in_state, state):
    submission = in_state(state)
    set_intake(state="paused")
    set_intake(state="open")
    expected = {"held": State.UNCONFIRMED, "held, confirmed": State.WAITING}.get(state, submission.state)
    assert Submission.objects.get().state == expected
