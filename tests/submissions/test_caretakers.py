"""Who looks after an entry is seen, told and kept: who joins, leaves, takes over, is added and removed."""

import pytest
from django.conf import settings

from accounts.models import User
from entries.actions import withdraw
from submissions.actions import (
    accept_invitation,
    add_caretaker,
    approve,
    claim,
    confirm_submission,
    delete_person,
    invite,
    leave,
)
from submissions.models import Caretaker, CaretakerStep, Invitation
from tests.curators import client_of
from tests.factories import make_curator, make_project, make_visitor
from tests.submissions.conftest import mails, seen
from tests.submissions.reviewing import page_of

pytestmark = pytest.mark.django_db
CARETAKERS = "/admin/submissions/caretaker/"
STEPS = "/admin/submissions/caretakerstep/"
OTHER_LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]


@pytest.fixture
def entry():
    return make_project("Lingo", website="https://lingo.example")


@pytest.fixture
def old(entry):
    """Somebody who looks after it already."""
    person = make_visitor("old@lingo.example")
    add_caretaker(entry, user=person)
    return person


def claimed(entry, email="new@lingo.example"):
    made = claim(target=entry, payload={"role": "I work there."}, email=email, visit=seen())
    return confirm_submission(made, by=made.submitter)


def after(entry):
    return {caretaker.user.email for caretaker in Caretaker.objects.of_entry(entry)}


def steps(entry):
    """Return (who, what, by whom, why), the oldest first."""
    rows = CaretakerStep.objects.filter(target_id=entry.pk).order_by("pk")
    return [(str(row.user), row.what, row.by and str(row.by), row.reason) for row in rows]


def decide(desk, submission, **fields):
    return desk.post(
        page_of(submission),
        {"decision": "approve", "approve-revision": submission.revision}
        | {f"approve-{name}": value for name, value in fields.items()},
    )


def test_the_review_of_a_claim_names_who_looks_after_the_entry_and_since_when(desk, entry, old):
    Caretaker.objects.update(since="2020-02-03T12:00:00Z")

    html = desk.get(page_of(claimed(entry))).content.decode()

    assert "old@lingo.example" in html
    assert "since 3 February 2020" in html
    assert "In place of those who look after it now" in html


def test_a_first_claim_says_that_nobody_does(desk, entry):
    html = desk.get(page_of(claimed(entry))).content.decode()

    assert "Nobody else looks after it." in html
    assert "In place of those" not in html


def test_a_second_claim_joins_those_who_are_there_and_they_are_told(desk, entry, old):
    decide(desk, claimed(entry))

    assert after(entry) == {"old@lingo.example", "new@lingo.example"}
    ((subject, text),) = mails(old.email)
    assert subject == "Somebody else looks after “Lingo” as well"
    assert "From now on new@lingo.example looks after “Lingo” as well" in text
    assert steps(entry)[-1] == ("new@lingo.example", "joined", "Anna", "")


def test_or_it_takes_over_as_the_curator_says_and_each_is_told(desk, entry, old):
    second = make_visitor("second@lingo.example")
    add_caretaker(entry, user=second)
    before = len(mails(old.email))

    decide(desk, claimed(entry), takes_over="on")

    assert after(entry) == {"new@lingo.example"}
    for person in (old, second):
        assert mails(person.email)[-1][0] == "You no longer look after “Lingo”"
        assert "new@lingo.example looks after “Lingo” from now on" in mails(person.email)[-1][1]
    assert len(mails(old.email)) == before + 1
    assert [row[:2] for row in steps(entry)[-3:]] == [
        (old.email, "removed"),
        (second.email, "removed"),
        ("new@lingo.example", "joined"),
    ]


def test_who_takes_up_an_invitation_and_who_leaves_is_told_to_the_others(entry, old):
    ben = make_visitor("ben@lingo.example")
    invite(entry, email=ben.email, by=old, language="en")
    accept_invitation(Invitation.objects.get(), by=ben)
    assert "ben@lingo.example looks after “Lingo” as well" in mails(old.email)[-1][1]

    leave(entry, by=ben)

    assert mails(old.email)[-1][0] == "Somebody no longer looks after “Lingo”"
    assert "ben@lingo.example no longer looks after “Lingo”." in mails(old.email)[-1][1]
    assert steps(entry)[1:] == [(ben.email, "joined", None, ""), (ben.email, "left", None, "")]


def test_that_an_account_is_deleted_is_told_without_its_address(entry, old):
    ben = make_visitor("ben@lingo.example")
    add_caretaker(entry, user=ben)

    delete_person(ben)

    assert "One of those who looked after “Lingo” has deleted their account." in mails(old.email)[-1][1]
    assert not any("ben@" in text for _subject, text in mails(old.email))
    assert steps(entry)[1:] == [("None", "joined", None, ""), ("None", "left", None, "")]


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_each_is_told_in_their_language(desk, entry, old, language):
    User.objects.filter(pk=old.pk).update(language=language)
    ben = make_visitor("ben@lingo.example")
    add_caretaker(entry, user=ben)
    leave(entry, by=ben)
    desk.post(f"{CARETAKERS}{Caretaker.objects.get().pk}/delete/", {"reason": "Left the team"})

    subjects = [subject for subject, _text in mails(old.email)]
    english = {"Somebody else looks after", "Somebody no longer", "You no longer look after"}
    assert len(subjects) == 3
    assert not any(words in subject for words in english for subject in subjects)
    assert not any("looks after" in text or "look after" in text for _subject, text in mails(old.email))


def test_an_entry_whose_last_caretaker_left_stands_on_the_start_page_until_somebody_comes(desk, entry, old):
    withdrawn = make_project("Withdrawn")
    add_caretaker(withdrawn, user=old)
    withdraw(withdrawn, by=None, reason="")
    make_project("Never had one")
    assert "Nobody looks after it any more" not in desk.get("/admin/").content.decode()

    leave(entry, by=old, is_sure=True)
    leave(withdrawn, by=old, is_sure=True)

    html = desk.get("/admin/").content.decode()
    assert f'<a href="{STEPS}?attention=alone">Nobody looks after it any more</a>' in html
    rows = desk.get(f"{STEPS}?attention=alone").context["cl"].result_list
    assert [row.target for row in rows] == [entry]
    add_caretaker(entry, user=make_visitor("next@lingo.example"))
    assert "Nobody looks after it any more" not in desk.get("/admin/").content.decode()


def test_a_curator_adds_somebody_with_a_reason(desk, entry, old):
    typed = {"page": "/projects/lingo/", "email": "new@lingo.example", "language": "de", "reason": "Wrote to us"}

    assert desk.post(f"{CARETAKERS}add/", typed).status_code == 302

    assert after(entry) == {old.email, "new@lingo.example"}
    assert steps(entry)[-1] == ("new@lingo.example", "joined", "Anna", "Wrote to us")
    ((subject, text),) = mails("new@lingo.example")
    assert "Lingo" in subject
    assert "Wrote to us" in text
    assert "/de/" in text
    assert "Wrote to us" in mails(old.email)[-1][1]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"reason": ""}, "reason"), ({"page": "/nothing/"}, "page"), ({"email": "no"}, "email")]
)
def test_what_is_missing_is_said_beside_its_field(desk, entry, wrong, field):
    typed = {"page": "/projects/lingo/", "email": "new@lingo.example", "language": "de", "reason": "Wrote to us"}

    response = desk.post(f"{CARETAKERS}add/", typed | wrong)

    assert [*response.context["adminform"].form.errors] == [field]
    assert not Caretaker.objects.exists()


def test_a_curator_removes_somebody_with_a_reason_only(desk, entry, old):
    second = make_visitor("second@lingo.example")
    add_caretaker(entry, user=second)
    address = f"{CARETAKERS}{Caretaker.objects.get(user=old).pk}/delete/"
    assert "second@lingo.example" in desk.get(address).content.decode()

    assert "reason" in desk.post(address, {"reason": ""}).context["form"].errors
    assert after(entry) == {old.email, second.email}
    assert desk.post(address, {"reason": "Left the team"}).status_code == 302

    assert after(entry) == {second.email}
    assert steps(entry)[-1] == (old.email, "removed", "Anna", "Left the team")
    assert mails(old.email)[-1][0] == "You no longer look after “Lingo”"
    assert "Left the team" in mails(old.email)[-1][1]
    assert "old@lingo.example no longer looks after “Lingo”." in mails(second.email)[-1][1]


def test_nobody_is_told_twice_where_two_curators_remove_the_same_person(desk, reviewer, entry, old):
    address = f"{CARETAKERS}{Caretaker.objects.get().pk}/delete/"
    assert desk.post(address, {"reason": "Left"}).status_code == 302

    assert client_of(make_curator("second@example.org")).post(address, {"reason": "Left"}).status_code == 302

    assert len(mails(old.email)) == 1
    assert len(steps(entry)) == 2


def test_a_claim_that_was_approved_as_ever_needs_no_reason(entry, curator):
    approve(claimed(entry), by=curator)

    assert after(entry) == {"new@lingo.example"}
    assert steps(entry) == [("new@lingo.example", "joined", str(curator), "")]
