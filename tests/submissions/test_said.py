"""What the pages say of a submission is so, whatever became of it meanwhile."""

import pytest
from django.test import Client

from submissions.actions import approve, confirm_submission, mark_spam, reject, return_with_question, set_intake
from submissions.actions import withdraw_submission as withdraw
from submissions.models import State, Submission
from tests.submissions.conftest import link_in, mails, seen
from tests.submissions.test_views import text_of

pytestmark = pytest.mark.django_db
WITHDRAWN = "It has been withdrawn. Nobody will look at it."
WITH_CURATORS = "is with the curators"


@pytest.fixture
def withdrawn(handed_in):
    """A submission that was taken back before its address was confirmed."""
    submission = handed_in()
    return withdraw(submission, by=submission.submitter)


def test_an_old_link_of_a_withdrawn_one_offers_no_new_one(client, withdrawn):
    text = text_of(client.get(link_in(mails()[-1])))
    assert WITHDRAWN in text
    assert "Send a new link" not in text
    assert "confirmed already" not in text


def test_asking_for_a_link_to_a_withdrawn_one_sends_none_and_says_so(client, withdrawn):
    page = f"/submit/sent/{withdrawn.token}/"
    for form in ({}, {"email": "other@example.org"}):
        text = text_of(client.post(page, form, follow=True))
        assert WITHDRAWN in text
        for untrue in ("confirmed already", "We have sent an e-mail", "Send a new link", "Was the address wrong?"):
            assert untrue not in text
    assert len(mails()) == 1


def test_taking_back_twice_says_that_it_is_taken_back(client, withdrawn):
    client.force_login(withdrawn.submitter)
    for step in ("withdraw", "confirm"):
        text = text_of(client.post(f"/mine/handed-in/{withdrawn.token}/{step}/", follow=True))
        assert WITHDRAWN in text
        assert "it has been decided" not in text
        assert "confirmed already" not in text


def test_taking_back_what_is_decided_says_so(client, waiting, curator):
    taken = approve(waiting(), by=curator)
    client.force_login(taken.submitter)
    assert "it has been decided" in text_of(client.post(f"/mine/handed-in/{taken.token}/withdraw/", follow=True))


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        (None, WITH_CURATORS),
        (lambda one, by: mark_spam(one, by=by), WITH_CURATORS),
        (lambda one, by: approve(one, by=by), "Accepted"),
        (lambda one, by: reject(one, by=by, message="No."), "Not accepted"),
        (lambda one, by: return_with_question(one, by=by, message="Which?"), "A curator has a question"),
        (lambda one, by: withdraw(one, by=one.submitter), "Withdrawn"),
    ],
)
def test_the_page_after_sending_says_where_it_stands(client, waiting, curator, decide, said):
    submission = waiting()
    if decide:
        decide(submission, curator)
    text = text_of(client.get(f"/submit/sent/{submission.token}/"))
    assert said in text
    assert (WITH_CURATORS in text) is (said == WITH_CURATORS)


def test_what_is_held_is_with_nobody_yet(client, handed_in):
    set_intake(state="paused")
    held = handed_in(visit=seen(minutes=9))
    confirm_submission(held, by=held.submitter)
    text = text_of(Client().get(f"/submit/sent/{held.token}/"))
    assert "dealt with when intake reopens" in text
    assert WITH_CURATORS not in text
    assert Submission.objects.get().state == State.HELD
