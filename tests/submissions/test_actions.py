"""Every step of a submission, and every step that is refused."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from organisations.models import Organisation
from projects.models import Project
from screening.facts import Visit
from submissions.actions import (
    IntakePaused,
    approve,
    claim,
    confirm_submission,
    delete_spam_submissions,
    delete_unconfirmed,
    delete_withdrawn,
    hand_in,
    invite,
    mark_spam,
    propose_change,
    reject,
    report_mistake,
    return_with_question,
    send_again,
    set_intake,
    sign_in_link,
    unmark_spam,
    withdraw_submission,
)
from submissions.models import (
    NEXT_STATES,
    AlreadyDecided,
    Caretaker,
    Decision,
    State,
    StateError,
    Submission,
    UploadedLogo,
)
from submissions.payloads import payload_of_entry
from tests.factories import make_curator, make_organisation, make_project, make_visitor
from tests.submissions.conftest import link_in, mails, seen

pytestmark = pytest.mark.django_db


def steps(submission):
    return list(submission.decisions.values_list("before", "after"))


def test_what_is_handed_in_waits_for_its_address_and_sends_one_mail(handed_in):
    submission = handed_in()
    assert submission.state == State.UNCONFIRMED
    assert not submission.submitter.has_usable_password()
    assert [subject for subject, _text in mails("ada@lingo-lab.example")] == ["Please confirm: new project"]
    assert list(Submission.objects.queue()) == []


def test_the_same_form_sent_twice_is_one_submission_and_one_mail(payload):
    visit = seen(token=Submission().token)
    first = hand_in(kind="project", payload=payload, email="a@example.org", visit=visit)
    again = hand_in(kind="project", payload=payload, email="a@example.org", visit=visit)
    assert again == first
    assert Submission.objects.count() == len(mails()) == 1


def test_another_text_from_the_same_form_is_not_lost(payload):
    visit = seen(token=Submission().token)
    hand_in(kind="project", payload=payload, email="a@example.org", visit=visit)
    hand_in(kind="project", payload=payload | {"name": "Other"}, email="a@example.org", visit=visit)
    assert sorted(s.title for s in Submission.objects.all()) == ["Lingo Lab", "Other"]


def test_confirming_brings_it_into_the_queue_once(handed_in):
    submission = handed_in()
    confirmed = confirm_submission(submission, by=submission.submitter)
    assert list(Submission.objects.queue()) == [confirmed]
    with pytest.raises(StateError):
        confirm_submission(submission, by=submission.submitter)
    assert steps(confirmed) == [("unconfirmed", "waiting")]


def test_nobody_confirms_withdraws_or_edits_what_is_somebody_elses(handed_in, payload):
    submission, stranger = handed_in(), make_visitor()
    with pytest.raises(PermissionDenied):
        confirm_submission(submission, by=stranger)
    with pytest.raises(PermissionDenied):
        withdraw_submission(submission, by=stranger)
    with pytest.raises(PermissionDenied):
        send_again(submission, payload=payload, by=stranger)
    submission.refresh_from_db()
    assert submission.state == State.UNCONFIRMED


def test_whoever_is_signed_in_has_confirmed_already(payload):
    person = make_visitor("known@example.org")
    submission = hand_in(kind="project", payload=payload, visit=seen(), by=person)
    assert (submission.state, submission.email, mails()) == (State.WAITING, "known@example.org", [])


def test_approving_publishes_the_project_and_links_its_submitter(waiting, curator):
    submission = approve(waiting(languages=["ar", "de"], launched="2016"), by=curator)
    project = Project.objects.published().get()
    assert (project.name, project.languages, project.launched) == ("Lingo Lab", ["ar", "de"], 2016)
    assert [theme.slug for theme in project.themes.all()] == ["language"]
    assert [city.slug for city in project.cities.all()] == ["berlin"]
    assert (project.checked_by, project.checked_on) == (curator, timezone.localdate())
    assert project.confirmed_on == timezone.localdate()
    assert submission.target == project
    assert Caretaker.objects.of_entry(project).get().user == submission.submitter
    assert mails()[-1][0] == "“Lingo Lab” is in the directory"
    assert f"/projects/{project.slug}/" in mails()[-1][1]


def test_an_address_elsewhere_is_no_word_of_the_organisation(waiting, curator):
    approve(waiting(email="somebody@gmail.com"), by=curator)
    assert Project.objects.get().confirmed_on is None


def test_the_organisation_is_described_in_the_same_go(waiting, curator):
    submission = waiting(
        organisation="Lingo e. V.",
        new_organisation_summary="Teaches German.",
        new_organisation_website="https://lingo.example",
        new_organisation_kind="nonprofit",
    )
    approve(submission, by=curator)
    organisation = Organisation.objects.published().get()
    assert (organisation.name, organisation.kind) == ("Lingo e. V.", "nonprofit")
    assert list(Project.objects.get().organisations.all()) == [organisation]
    assert Caretaker.objects.of_entry(organisation).exists()


def test_a_listed_organisation_is_linked_whatever_its_capitals(waiting, curator):
    listed = make_organisation("Lingo Verein")
    approve(waiting(organisation="lingo verein"), by=curator)
    assert list(Project.objects.get().organisations.all()) == [listed]
    assert not Caretaker.objects.of_entry(listed).exists()


def test_approving_an_organisation_publishes_it(waiting, curator):
    approve(waiting(kind="organisation", name="Verein", size="0-5"), by=curator)
    assert Organisation.objects.published().get().size == "0-5"


def test_a_curator_may_mend_what_was_typed_while_approving(waiting, curator):
    submission = waiting()
    approve(submission, by=curator, payload=submission.payload | {"name": "Lingo-Lab"})
    assert Project.objects.get().name == "Lingo-Lab"


def test_a_curator_may_leave_the_year_of_an_end_empty(waiting, curator):
    approve(waiting(status="discontinued"), by=curator)
    assert Project.objects.get().ended is None


def test_a_payload_that_the_form_refuses_is_not_written(waiting, curator):
    submission = waiting()
    with pytest.raises(ValidationError, match="theme"):
        approve(submission, by=curator, payload=submission.payload | {"themes": []})
    submission.refresh_from_db()
    assert (submission.state, Project.objects.count()) == (State.WAITING, 0)


def test_a_question_goes_out_and_the_answer_comes_back_into_the_queue(waiting, curator):
    submission = return_with_question(waiting(), by=curator, message="Which languages {{ does }} it speak?")
    assert "{{ does }}" in mails()[-1][1]
    assert submission.last_message == "Which languages {{ does }} it speak?"
    again = send_again(submission, payload=submission.payload | {"languages": ["ar"]}, by=submission.submitter)
    assert (again.state, again.payload["languages"], again.revision) == (State.WAITING, ["ar"], 1)
    approve(again, by=curator)
    assert Project.objects.get().languages == ["ar"]
    assert steps(again) == [
        ("unconfirmed", "waiting"),
        ("waiting", "returned"),
        ("returned", "waiting"),
        ("waiting", "approved"),
    ]


@pytest.mark.parametrize("is_returned", [True, False])
@pytest.mark.parametrize(
    ("was_suspicious", "verdict", "is_suspicious"),
    [
        (False, "waiting", False),
        (False, "suspicious", False),  # A curator has seen it: the person is none to suspect.
        (False, "spam", True),
        (True, "waiting", False),
        (True, "suspicious", True),
        (True, "spam", True),
    ],
)
def test_what_is_sent_again_waits_for_a_curator_whatever_the_screen_says_of_it(
    waiting, curator, monkeypatch, is_returned, was_suspicious, verdict, is_suspicious
):
    submission = waiting()
    Submission.objects.filter(pk=submission.pk).update(is_suspicious=was_suspicious)
    if is_returned:
        return_with_question(submission, by=curator, message="Which?")
    signals = [{"name": "offers", "weight": 2, "detail": ""}]
    monkeypatch.setattr("submissions.actions.submitting.screened", lambda _submission: (signals, verdict))

    send_again(submission, payload=submission.payload | {"name": "New"}, by=submission.submitter)

    stored = Submission.objects.get()
    assert (stored.state, stored.is_suspicious, stored.signals) == (State.WAITING, is_suspicious, signals)
    assert (stored.payload["name"], stored.revision) == ("New", 1)


@pytest.mark.parametrize(("is_returned", "order"), [(True, ["Second", "First"]), (False, ["First", "Second"])])
def test_an_answer_goes_to_the_end_of_the_queue_and_a_mended_one_keeps_its_place(waiting, curator, is_returned, order):
    submission = waiting(name="First")
    waiting(name="Second", email="bo@example.org")
    if is_returned:
        return_with_question(submission, by=curator, message="Which?")
    send_again(submission, payload=submission.payload, by=submission.submitter)
    assert [one.title for one in Submission.objects.queue()] == order


def test_a_picture_that_is_sent_again_takes_the_place_of_the_first(waiting):
    submission, picture = waiting(), UploadedLogo.objects.create(data=b"picture", extension="webp")
    send_again(submission, payload=submission.payload, by=submission.submitter, logo=picture)
    assert Submission.objects.get().logo == picture
    send_again(submission, payload=submission.payload, by=submission.submitter)
    assert Submission.objects.get().logo is None


def test_rejecting_says_why_and_writes_nothing(waiting, curator):
    submission = reject(waiting(), by=curator, message="It is a taxi firm.")
    assert (submission.decided_by, Project.objects.count()) == (curator, 0)
    assert "It is a taxi firm." in mails()[-1][1]


def test_mails_are_in_the_language_of_the_form(handed_in, curator):
    submission = handed_in(visit=seen(language="de"))
    assert "/de/submit/confirm/" in mails()[-1][1]
    reject(confirm_submission(submission, by=submission.submitter), by=curator, message="Nein.")
    assert f"/de/mine/handed-in/{submission.token}/" in mails()[-1][1]


def test_spam_is_one_step_away_and_back_and_mails_nobody(waiting, curator):
    submission = waiting()
    before = mails()
    mark_spam(submission, by=curator)
    assert list(Submission.objects.queue()) == []
    assert list(Submission.objects.spam()) == [submission]
    unmark_spam(submission, by=curator)
    assert list(Submission.objects.queue()) == [submission]
    assert mails() == before


def test_what_a_curator_takes_back_from_the_spam_is_neither_suspicious_nor_decided(waiting, curator):
    submission = waiting()
    Submission.objects.filter(pk=submission.pk).update(is_suspicious=True)
    marked = mark_spam(submission, by=curator)
    assert (marked.decided_by, marked.decided_at is None) == (curator, False)

    unmark_spam(submission, by=curator)

    stored = Submission.objects.get()
    assert (stored.is_suspicious, stored.decided_at, stored.decided_by) == (False, None, None)
    assert list(Submission.objects.queue().unsuspicious()) == [submission]


@pytest.mark.parametrize(
    ("first", "second"),
    # What was returned may still be rejected or marked.
    [*product([approve, reject, mark_spam], [approve, reject, mark_spam]), (return_with_question, approve)],
)
def test_the_second_decision_is_refused_and_mails_nobody(waiting, curator, first, second):
    submission, other = waiting(), make_visitor("second@example.org", is_staff=True, is_superuser=True)
    message = {approve: {}, mark_spam: {}}
    first(submission, by=curator, **message.get(first, {"message": "First."}))
    before = mails()
    with pytest.raises(AlreadyDecided):
        second(submission, by=other, **message.get(second, {"message": "Second."}))
    assert mails() == before
    assert Decision.objects.filter(by=other).count() == 0


def test_a_curator_does_not_approve_what_was_edited_since(waiting, curator):
    submission = waiting()
    seen_revision = submission.revision
    send_again(submission, payload=submission.payload | {"name": "Cheap loans"}, by=submission.submitter)
    with pytest.raises(AlreadyDecided):
        approve(submission, by=curator, revision=seen_revision)
    assert Project.objects.count() == 0


@pytest.mark.parametrize("decide", [approve, reject, return_with_question, mark_spam, unmark_spam])
def test_only_curators_decide(waiting, decide):
    submission = waiting()
    message = {} if decide in (approve, mark_spam, unmark_spam) else {"message": "Mine!"}
    with pytest.raises(PermissionDenied):
        decide(submission, by=submission.submitter, **message)
    submission.refresh_from_db()
    assert submission.state == State.WAITING


@pytest.mark.parametrize("before", State.values)
@pytest.mark.parametrize("after", State.values)
def test_a_submission_moves_along_the_map_only(before, after):
    submission = Submission(state=before)
    if after in NEXT_STATES[before]:
        submission.move_to(after)
        assert submission.state == after
    else:
        with pytest.raises(StateError):
            submission.move_to(after)
        assert submission.state == before


def test_a_withdrawn_or_decided_one_is_neither_edited_nor_withdrawn(waiting, curator):
    submission = approve(waiting(), by=curator)
    with pytest.raises(StateError):
        withdraw_submission(submission, by=submission.submitter)
    with pytest.raises(StateError):
        send_again(submission, payload={}, by=submission.submitter)


BROKEN = {
    "submissions_target_has_kind_and_key": {"target_kind": "project"},
    "submissions_about_an_entry_or_a_new_one": {"kind": "change"},
    "submissions_approved_has_an_entry": {
        "state": "approved",
        "confirmed_at": timezone.now(),
        "waiting_since": timezone.now(),
        "decided_at": timezone.now(),
    },
    "submissions_only_confirmed_reach_a_curator": {"state": "waiting"},
    "submissions_decided_has_a_date": {
        "state": "rejected",
        "confirmed_at": timezone.now(),
        "waiting_since": timezone.now(),
    },
}


@pytest.mark.parametrize(("constraint", "fields"), BROKEN.items())
def test_each_constraint_refuses_what_does_not_belong_together(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Submission.objects.create(**{"kind": "project"} | fields)


def test_a_decider_without_a_date_is_refused(curator):
    with pytest.raises(IntegrityError, match="submissions_decider_has_a_date"), transaction.atomic():
        Submission.objects.create(kind="project", decided_by=curator)


# Changes


@pytest.fixture
def owned(vocabulary):
    """A published project and the person who looks after it."""
    project = make_project("Lingo", website="https://lingo.example", description="Old.", languages=["de"])
    person = make_visitor("owner@lingo.example")
    Caretaker.objects.create(user=person, target_kind="project", target_id=project.pk)
    return project, person


def change(project, person, **fields):
    base = payload_of_entry(project)
    return propose_change(target=project, payload=base | fields, base=base, visit=seen(), by=person)


def test_an_entry_says_the_same_after_its_own_payload(owned, curator):
    project, person = owned
    before = payload_of_entry(project)
    approve(change(project, person), by=curator)
    assert payload_of_entry(Project.objects.get()) == before


def test_a_change_touches_the_entry_only_when_it_is_approved(owned, curator):
    project, person = owned
    submission = change(project, person, summary="New.", website="https://new.example")
    assert submission.state == State.WAITING
    assert Project.objects.get().summary == "Helps people to arrive."
    approve(submission, by=curator)
    assert (Project.objects.get().summary, Project.objects.get().website) == ("New.", "https://new.example")


@pytest.mark.parametrize(("days", "expected"), [(30, 30), (-30, 0), (None, 0)])
def test_approving_never_takes_the_date_of_the_organisation_back(owned, curator, days, expected):
    project, person = owned
    submission, today = change(project, person, summary="New."), timezone.localdate()
    Project.objects.update(confirmed_on=today + timedelta(days=days) if days else None)
    approve(submission, by=curator)
    assert Project.objects.get().confirmed_on == today + timedelta(days=expected)


def test_a_rejected_change_leaves_the_entry_and_its_history_as_they_were(owned, curator):
    project, person = owned
    versions, revision = project.history.count(), project.revision
    reject(change(project, person, name="Other"), by=curator, message="No.")
    project.refresh_from_db()
    assert (project.name, project.history.count(), project.revision) == ("Lingo", versions, revision)
    assert project.is_published


def test_some_fields_of_a_change_are_approved_and_the_mail_says_so(owned, curator):
    project, person = owned
    submission = change(project, person, summary="New.", website="https://new.example", languages=["ar"])
    approve(submission, by=curator, fields=["summary", "languages"])
    project.refresh_from_db()
    assert (project.summary, project.website, project.languages) == ("New.", "https://lingo.example", ["ar"])
    assert "Part of your change" in mails()[-1][1]


def test_what_a_curator_mended_meanwhile_is_not_written_over(owned, curator):
    project, person = owned
    submission = change(project, person, summary="New.")
    Project.objects.filter(pk=project.pk).update(description="Mended by a curator.")
    approve(submission, by=curator)
    project.refresh_from_db()
    assert (project.summary, project.description) == ("New.", "Mended by a curator.")


def test_nobody_changes_somebody_elses_entry(owned):
    project, _person = owned
    with pytest.raises(PermissionDenied):
        change(project, make_visitor(), summary="Mine now.")
    assert Submission.objects.count() == 0


# The switch


def test_while_paused_a_new_form_is_refused_and_one_that_was_open_is_held(payload, curator):
    set_intake(state="paused", by=curator)
    with pytest.raises(IntakePaused):
        hand_in(kind="project", payload=payload, email="a@example.org", visit=seen(minutes=-1))
    with pytest.raises(IntakePaused):
        hand_in(kind="project", payload=payload, email="a@example.org", visit=seen(opened_at=None))
    held = hand_in(kind="project", payload=payload, email="a@example.org", visit=seen(minutes=9))
    assert (held.state, Submission.objects.count()) == (State.HELD, 1)


def test_what_is_held_is_taken_up_on_reopening_confirmed_or_not(payload, curator):
    set_intake(state="paused", by=curator)
    early = hand_in(kind="project", payload=payload, email="a@example.org", visit=seen(minutes=9))
    late = hand_in(kind="organisation", payload=payload, email="b@example.org", visit=seen(minutes=9))
    assert confirm_submission(early, by=early.submitter).state == State.HELD
    assert list(Submission.objects.queue()) == []
    set_intake(state="open", by=curator)
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.state, late.state) == (State.WAITING, State.UNCONFIRMED)
    assert mails("a@example.org")[-1][0] == "Intake is open again: “Lingo Lab” is waiting for a curator"
    assert mails("b@example.org")[-1][0] == "Please confirm: new organisation"


def test_changes_and_reports_go_on_while_paused(owned, curator):
    project, person = owned
    set_intake(state="paused", by=curator)
    assert change(project, person, summary="New.").state == State.WAITING
    report = report_mistake(target=project, payload={"what": "ended", "text": "Closed."}, visit=seen())
    assert report.state == State.WAITING


def test_a_report_is_answered_where_an_address_was_left(owned, curator):
    project, _person = owned
    report = report_mistake(
        target=project, payload={"what": "ended", "text": "Closed."}, visit=seen(), email="passer@example.org"
    )
    assert User.objects.filter(email="passer@example.org").count() == 0
    approve(report, by=curator)
    assert [subject for subject, _text in mails("passer@example.org")] == ["What you reported about “Lingo”"]
    silent = report_mistake(target=project, payload={"what": "link", "text": "Dead."}, visit=seen())
    before = mails()
    approve(silent, by=curator)
    assert mails() == before


# The clock


def test_what_nobody_confirms_goes_after_14_days_and_so_does_its_account(handed_in, waiting, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    handed_in(email="silent@example.org")
    kept = waiting(email="heard@example.org", name="Heard")
    time_machine.shift(timedelta(days=14, hours=-1))
    assert delete_unconfirmed() == 0
    time_machine.shift(timedelta(hours=2))
    assert delete_unconfirmed() == 1
    assert list(Submission.objects.all()) == [kept]
    assert list(User.objects.values_list("email", flat=True)) == ["heard@example.org"]


def test_what_is_held_stays_and_has_its_14_days_when_intake_reopens(client, payload, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    set_intake(state="paused")
    hand_in(kind="project", payload=payload, email="a@example.org", visit=seen(minutes=9))
    mail = mails("a@example.org")[-1]
    assert "14 days after intake has reopened" in mail[1]
    assert "14 days after intake has reopened" in client.get(link_in(mail)).content.decode()
    time_machine.shift(timedelta(days=60))
    assert delete_unconfirmed() == 0
    set_intake(state="open")
    assert "deleted after 14 days" in mails("a@example.org")[-1][1]
    time_machine.shift(timedelta(days=13))
    assert delete_unconfirmed() == 0
    time_machine.shift(timedelta(days=2))
    assert delete_unconfirmed() == 1


def test_what_was_taken_back_goes_after_180_days_and_nothing_else_does(waiting, curator, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    kept = [reject(waiting(name="Refused"), by=curator, message="No."), approve(waiting(name="Taken"), by=curator)]
    withdrawn = waiting()
    withdraw_submission(withdrawn, by=withdrawn.submitter)
    time_machine.shift(timedelta(days=179))
    assert delete_withdrawn() == 0
    time_machine.shift(timedelta(days=2))
    call_command("delete_old_submissions")
    assert set(Submission.objects.all()) == set(kept)


def test_spam_goes_after_30_days(waiting, curator, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    mark_spam(waiting(), by=curator)
    time_machine.shift(timedelta(days=29))
    assert delete_spam_submissions() == 0
    time_machine.shift(timedelta(days=2))
    assert delete_spam_submissions() == 1


def test_the_wait_that_counts_is_the_one_in_the_queue(waiting, curator, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    submission = waiting()
    time_machine.shift(timedelta(days=2))
    return_with_question(submission, by=curator, message="Which?")
    time_machine.shift(timedelta(days=5))
    reject(submission, by=curator, message="No answer.")
    assert [step.waited for step in submission.decisions.all()] == [None, timedelta(days=2), None]


def test_what_the_screen_puts_with_the_spam_nobody_has_decided(handed_in, monkeypatch):
    monkeypatch.setattr("submissions.actions.submitting.screened", lambda *_args: ([], "spam"))
    submission = handed_in()
    stored = confirm_submission(submission, by=submission.submitter)
    assert (stored.state, stored.decided_at, stored.decided_by) == (State.SPAM, None, None)


def test_the_picture_of_what_is_accepted_goes(waiting, curator):
    submission, picture = waiting(), UploadedLogo.objects.create(data=b"picture", extension="webp")
    Submission.objects.filter(pk=submission.pk).update(logo=picture)
    approve(submission, by=curator)
    assert not UploadedLogo.objects.exists()


def test_a_form_that_was_opened_at_the_moment_of_the_pause_is_held(payload, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    since = set_intake(state="paused").since
    visit = Visit(opened_at=since, has_proof=True)
    assert hand_in(kind="project", payload=payload, email="a@example.org", visit=visit).state == State.HELD
    late = Visit(opened_at=since + timedelta(seconds=1), has_proof=True)
    with pytest.raises(IntakePaused):
        hand_in(kind="project", payload=payload, email="b@example.org", visit=late)


def test_a_claim_under_another_address_than_ones_own_has_to_be_confirmed():
    entry, person = make_project("Lingo"), make_visitor("ada@home.example")
    role = {"role": "Founder."}
    other = claim(target=entry, payload=role, email="ada@lingo.example", visit=seen(), by=person)
    own = claim(target=entry, payload=role, email="ada@home.example", visit=seen(), by=person)
    assert (other.state, other.submitter.email) == (State.UNCONFIRMED, "ada@lingo.example")
    assert (own.is_confirmed, own.submitter) == (True, person)


def test_only_accounts_that_stand_for_nothing_go_with_what_nobody_confirmed(time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    entry = make_project()
    bare = {name: User.objects.create_user(f"{name}@example.org") for name in ("none", "staff", "invited", "cares")}
    User.objects.filter(pk=bare["staff"].pk).update(is_staff=True)
    invite(entry, email="invited@example.org", by=make_curator(), language="en")
    Caretaker.objects.create(user=bare["cares"], target_kind="project", target_id=entry.pk)
    make_visitor("password@example.org")
    User.objects.create_user("signed-in@example.org", last_login=timezone.now())
    before = set(User.objects.values_list("email", flat=True))

    time_machine.shift(timedelta(days=15))
    delete_unconfirmed()

    assert before - set(User.objects.values_list("email", flat=True)) == {"none@example.org"}


def test_no_link_goes_to_an_account_that_was_closed():
    make_visitor("closed@example.org", is_active=False)
    make_visitor("open@example.org")
    for email in ("closed@example.org", "open@example.org", "unknown@example.org"):
        sign_in_link(email=email, language="en")
    assert list(Email.objects.values_list("to", flat=True)) == [["open@example.org"]]
