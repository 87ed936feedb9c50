"""Every button of the review: what it does, whom it mails in which language, and what comes too late."""

import threading

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import connection

from entries.actions import save_entry, withdraw
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Project
from submissions.actions import (
    approve,
    claim,
    confirm_submission,
    mark_spam,
    reject,
    report_mistake,
    return_with_question,
    send_again,
    turn_into_change,
    withdraw_submission,
)
from submissions.models import AlreadyDecided, Caretaker, Decision, Reply, State, Submission
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_city, make_curator, make_organisation, make_project, make_theme, make_visitor
from tests.submissions.conftest import mails, seen
from tests.submissions.reviewing import QUEUE, make_change, page_of, since

pytestmark = pytest.mark.django_db


def decide(client, submission, decision, **answers):
    """Press the button of a decision as the page shows it now."""
    return send(client, submission, fields_of(client, submission, decision), **answers)


def fields_of(client, submission, decision):
    """Return the fields of the form of a decision as a browser would send them."""
    page = client.get(page_of(submission))
    form = page.context["forms"][decision]
    data = {"decision": decision} | {field.html_name: field.value() for field in form.hidden_fields()}
    if decision == "approve" and "fields_taken" in form.fields:
        data["approve-fields_taken"] = form["fields_taken"].value()
    if decision == "approve":
        data["approve-message"] = form["message"].value() or ""
    if decision == "edited":
        data |= form_of(page, "decide-edited")
    return data


def send(client, submission, data, **answers):
    prefix = f"{data['decision'][0] if isinstance(data['decision'], list) else data['decision']}-"
    own = {prefix + name: value for name, value in answers.items()}
    return client.post(page_of(submission), data | own)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def now(submission):
    return Submission.objects.get(pk=submission.pk)


# Approving


def test_one_click_publishes_mails_in_the_language_of_the_form_and_goes_on_with_the_next(desk, waiting, reviewer):
    submission = waiting(visit=seen(language="de"))
    following = waiting(name="Next one", email="bo@example.org")
    response = decide(desk, submission, "approve", message="Schön!")
    assert response.url == page_of(following)
    project = Project.objects.published().get()
    assert (project.name, project.checked_by) == ("Lingo Lab", reviewer)
    assert now(submission).target == project
    subject, text = mails("ada@lingo-lab.example")[-1]
    assert "Lingo Lab" in subject
    assert f"/de/projects/{project.slug}/" in text
    assert "Schön!" in text


def test_after_the_last_one_comes_the_queue(desk, waiting):
    assert decide(desk, waiting(), "approve").url == QUEUE


def test_the_next_one_is_the_oldest_after_this_the_suspicious_come_last(desk, waiting):
    old, young, odd = (waiting(name=name, email=f"{name}@example.org") for name in ("old", "young", "odd"))
    since(old, days=9)
    since(young, days=1)
    since(odd, days=20)
    Submission.objects.filter(pk=odd.pk).update(is_suspicious=True)
    order = [desk.get(page_of(submission)).context["following"].title for submission in (old, young, odd)]
    assert order == ["young", "odd", "old"]


def test_what_the_form_refuses_is_said_and_nothing_is_written(desk, waiting):
    submission = waiting(themes=["no-such-theme"])
    response = decide(desk, submission, "approve")
    assert response.status_code == 200
    assert "no-such-theme" in response.content.decode()
    assert now(submission).state == State.WAITING
    assert not Project.objects.exists()


def test_all_of_it_is_written_or_nothing(desk, waiting, monkeypatch):
    """The mail is the last step of approving: where it fails, neither entry, organisation nor decision is left."""
    submission = waiting(
        organisation="Lingo", new_organisation_summary="Runs it.", new_organisation_website="https://lingo.example"
    )
    before = Decision.objects.count()

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("submissions.emails.queue_mail", fail)
    data = fields_of(desk, submission, "approve")
    with pytest.raises(RuntimeError):
        send(desk, submission, data)
    assert now(submission).state == State.WAITING
    assert (Project.objects.count(), Organisation.objects.count(), Decision.objects.count()) == (0, 0, before)


def test_a_change_is_taken_over_whole(desk):
    entry = make_project("Lingo", summary="As it was.", website="https://old.example")
    submission = make_change(entry, summary="As they want it.", website="https://new.example", note="Moved.")
    decide(desk, submission, "approve")
    entry.refresh_from_db()
    assert (entry.summary, entry.website) == ("As they want it.", "https://new.example")
    assert now(submission).decisions.get(after=State.APPROVED).fields is None


def test_of_a_change_only_the_ticked_fields_are_taken_over_and_the_mail_says_so(desk):
    entry = make_project("Lingo", summary="As it was.", website="https://old.example")
    submission = make_change(entry, summary="As they want it.", website="https://new.example")
    decide(desk, submission, "approve", fields_taken=["summary"])
    entry.refresh_from_db()
    assert (entry.summary, entry.website) == ("As they want it.", "https://old.example")
    assert now(submission).decisions.get(after=State.APPROVED).fields == ["summary"]
    assert "Part of your change" in mails()[-1][1]


def test_a_change_without_a_tick_is_not_approved(desk):
    entry = make_project("Lingo", summary="As it was.")
    submission = make_change(entry, summary="As they want it.")
    response = decide(desk, submission, "approve", fields_taken=[])
    assert "Tick at least one field" in response.content.decode()
    assert now(submission).state == State.WAITING


def test_a_changed_website_waits_for_a_curator_even_from_its_own_people(desk):
    entry = make_project("Lingo", website="https://old.example")
    submission = make_change(entry, email="boss@old.example", website="https://new.example")
    assert submission.state == State.WAITING
    entry.refresh_from_db()
    assert entry.website == "https://old.example"


def test_a_change_to_what_was_withdrawn_meanwhile_can_only_be_refused(desk, reviewer):
    entry = make_project("Lingo", summary="As it was.")
    submission = make_change(entry, summary="As they want it.")
    data = fields_of(desk, submission, "approve")
    withdraw(entry, by=reviewer)
    assert "approve" not in desk.get(page_of(submission)).context["forms"]
    assert send(desk, submission, data).status_code == 409
    entry.refresh_from_db()
    assert entry.summary == "As it was."


def test_a_report_is_closed_and_a_claim_links(desk):
    entry = make_organisation("Helpers", website="https://helpers.example")
    report = report_mistake(
        target=entry, payload={"what": "link", "text": "Dead."}, email="reader@example.org", visit=seen()
    )
    decide(desk, report, "approve", message="Mended.")
    assert now(report).state == State.APPROVED
    assert "Mended." in mails("reader@example.org")[-1][1]
    theirs = claim(target=entry, payload={"role": "Founder."}, email="a@helpers.example", visit=seen())
    theirs = confirm_submission(theirs, by=theirs.submitter)
    decide(desk, theirs, "approve")
    assert Caretaker.objects.of_entry(entry).get().user == theirs.submitter


# Approving with edits


def test_a_new_entry_is_published_as_the_curator_edited_it(desk, waiting):
    make_city("hamburg")
    submission = waiting(name="lingo lab!!", note="Please call.")
    data = fields_of(desk, submission, "edited") | {"name": "Lingo Lab", "cities": ["berlin", "hamburg"]}
    send(desk, submission, data, message="Tidied up.")
    project = Project.objects.published().get()
    assert project.name == "Lingo Lab"
    assert {city.slug for city in project.cities.all()} == {"berlin", "hamburg"}
    assert now(submission).payload["note"] == "Please call."
    assert "Tidied up." in mails()[-1][1]


def test_edits_that_the_form_refuses_are_shown_again_with_the_error(desk, waiting):
    submission = waiting()
    data = fields_of(desk, submission, "edited") | {"name": "", "summary": "Typed with care."}
    response = send(desk, submission, data)
    page = response.content.decode()
    assert response.status_code == 200
    assert "This field is required." in page
    assert "Typed with care." in page
    assert now(submission).state == State.WAITING


def test_an_edited_change_writes_over_nothing_that_the_entry_got_meanwhile(desk):
    entry = make_project("Lingo", summary="As it was.", technologies="PHP")
    submission = make_change(entry, summary="as they want it")
    data = fields_of(desk, submission, "edited")
    entry.technologies = "Python"
    save_project(entry)

    response = send(desk, submission, data | {"summary": "As they want it."})

    entry.refresh_from_db()
    assert response.status_code == 302
    assert (entry.summary, entry.technologies) == ("As they want it.", "Python")


def test_what_the_curator_would_edit_and_a_colleague_has_edited_meanwhile_is_asked_about(desk):
    entry = make_project("Lingo", summary="As it was.", technologies="PHP")
    submission = make_change(entry, summary="As they want it.")
    data = fields_of(desk, submission, "edited")
    entry.technologies = "Python"
    save_project(entry)

    response = send(desk, submission, data | {"technologies": "Ruby"})

    entry.refresh_from_db()
    assert response.status_code == 409
    assert "the entry that it would change, was edited after you opened it" in response.content.decode()
    assert (entry.summary, entry.technologies) == ("As it was.", "Python")
    send(desk, submission, form_of(response, "decide-edited"))
    entry.refresh_from_db()
    assert (entry.summary, entry.technologies) == ("As they want it.", "Ruby")


def test_what_the_curator_edits_back_does_not_change(desk):
    entry = make_project("Lingo", summary="As it was.", website="https://old.example")
    submission = make_change(entry, summary="As they want it.", website="https://new.example")
    send(desk, submission, fields_of(desk, submission, "edited") | {"website": "https://old.example"})
    entry.refresh_from_db()
    assert (entry.summary, entry.website) == ("As they want it.", "https://old.example")


@pytest.mark.parametrize("decision", ["approve", "edited"])
def test_an_entry_that_was_edited_meanwhile_is_not_written_over_unseen(desk, decision):
    entry = make_project("Lingo", summary="As it was.")
    submission = make_change(entry, summary="As proposed.")
    seen_page = fields_of(desk, submission, decision)
    entry.refresh_from_db()
    entry.summary = "As a colleague wrote it."
    save_entry(entry)

    response = send(desk, submission, seen_page, message="Thanks!")

    entry.refresh_from_db()
    assert response.status_code == 409
    assert entry.summary == "As a colleague wrote it."
    assert "Thanks!" in response.content.decode()
    assert decide(desk, submission, decision).status_code == 302
    entry.refresh_from_db()
    assert entry.summary == "As proposed."


def test_a_forged_page_of_edits_is_refused(desk, waiting):
    submission = waiting()
    data = fields_of(desk, submission, "edited") | {"edited-offered": "e30:forged"}
    assert send(desk, submission, data).status_code == 200
    assert now(submission).state == State.WAITING


# Asking and refusing


@pytest.fixture
def replies(db):
    Reply.objects.all().delete()
    return {
        use: Reply.objects.create(use=use, reason_en=f"To {use}", text_en=f"English {use}.", text_de=f"Deutsch {use}.")
        for use in ("return", "reject")
    }


@pytest.mark.parametrize(("decision", "state"), [("return", State.RETURNED), ("reject", State.REJECTED)])
def test_a_reply_is_sent_as_it_is_in_the_language_of_the_form(desk, waiting, replies, decision, state):
    submission = waiting(visit=seen(language="de"))
    decide(desk, submission, decision, reply=replies[decision].pk, message="")
    step = now(submission).decisions.last()
    assert (now(submission).state, step.reply, step.message) == (state, replies[decision], f"Deutsch {decision}.")
    assert f"Deutsch {decision}." in mails("ada@lingo-lab.example")[-1][1]


@pytest.mark.parametrize("decision", ["return", "reject"])
def test_a_reply_may_be_edited_and_still_counts_for_its_reason(desk, waiting, replies, decision):
    submission = waiting()
    decide(desk, submission, decision, reply=replies[decision].pk, message="In my words.")
    step = now(submission).decisions.last()
    assert (step.reply, step.message) == (replies[decision], "In my words.")
    assert "In my words." in mails()[-1][1]


@pytest.mark.parametrize("decision", ["return", "reject"])
def test_nothing_is_refused_without_a_word(desk, waiting, replies, decision):
    submission = waiting()
    before = len(mails())
    response = decide(desk, submission, decision, reply="", message=" ")
    assert "Say why: this goes to them by e-mail." in response.content.decode()
    assert (now(submission).state, len(mails())) == (State.WAITING, before)


def test_a_reply_of_the_other_use_is_refused(desk, waiting, replies):
    submission = waiting()
    decide(desk, submission, "reject", reply=replies["return"].pk, message="")
    assert now(submission).state == State.WAITING


def test_refusing_a_change_does_not_touch_the_entry(desk):
    entry = make_project("Lingo", summary="As it was.", website="https://old.example")
    submission = make_change(entry, summary="As they want it.", website="https://new.example")
    stored = Project.objects.filter(pk=entry.pk).values().get()
    versions = entry.history.count()
    decide(desk, submission, "reject", message="No.")
    assert Project.objects.filter(pk=entry.pk).values().get() == stored
    assert entry.history.count() == versions
    assert now(submission).state == State.REJECTED


@pytest.mark.parametrize("kind", ["report", "claim"])
def test_what_nobody_can_edit_is_not_returned(desk, kind):
    entry = make_organisation("Helpers", website="https://helpers.example")
    if kind == "report":
        submission = report_mistake(target=entry, payload={"what": "link", "text": "Dead."}, visit=seen())
    else:
        submission = claim(target=entry, payload={"role": "Founder."}, email="a@helpers.example", visit=seen())
        submission = confirm_submission(submission, by=submission.submitter)
    response = desk.post(
        page_of(submission), {"decision": "return", "return-revision": 0, "return-message": "Which one?"}
    )
    assert response.status_code == 409
    assert now(submission).state == State.WAITING


# Spam


def test_spam_takes_one_click_mails_nobody_and_offers_to_block_the_domains(desk, waiting):
    submission = waiting(email="x@mail-farm.example", website="https://www.link-farm.example")
    before = len(mails())
    response = decide(desk, submission, "spam")
    assert now(submission).state == State.SPAM
    assert len(mails()) == before
    (message,) = said(response)
    assert "/admin/screening/blockeddomain/block/?domain=link-farm.example&amp;domain=mail-farm.example" in message


def test_spam_is_taken_back_into_the_queue(desk, waiting, reviewer):
    submission = mark_spam(waiting(), by=reviewer)
    assert set(desk.get(page_of(submission)).context["forms"]) == {"nospam"}
    assert decide(desk, submission, "nospam").url == page_of(submission)
    assert list(Submission.objects.queue()) == [submission]


def test_many_are_put_with_the_spam_at_once_and_taken_back(desk, waiting):
    chosen = [waiting(name=f"Junk {n}", email=f"x@junk-{n}.example", website="") for n in range(3)]
    kept = waiting(name="Kept", email="kept@example.org")
    data = {"action": "put_with_spam", "index": 0, "_selected_action": [row.pk for row in chosen]}
    response = desk.post(QUEUE, data)
    assert response.url == QUEUE
    assert set(Submission.objects.spam()) == set(chosen)
    assert list(Submission.objects.queue()) == [kept]
    (message,) = said(response)
    assert message.startswith("3 submissions are marked as spam")
    assert "domain=junk-0.example&amp;domain=junk-1.example&amp;domain=junk-2.example" in message
    desk.post(f"{QUEUE}?state=spam", data | {"action": "take_back"})
    assert Submission.objects.queue().count() == 4


def test_of_many_those_decided_meanwhile_stay_as_they_are(desk, waiting, reviewer):
    rows = [waiting(name=f"Row {n}", email=f"r{n}@example.org") for n in range(2)]
    data = {"action": "put_with_spam", "index": 0, "_selected_action": [row.pk for row in rows]}
    reject(rows[0], by=reviewer, message="No.")
    # Both are chosen on a list that shows them; the first is no longer in it.
    desk.post(QUEUE, data)
    assert [now(row).state for row in rows] == [State.REJECTED, State.SPAM]


# Duplicates


def test_a_duplicate_becomes_a_change_to_the_entry_that_is_listed(desk, waiting):
    make_theme("housing")
    entry = make_project("Lingo Lab", summary="As listed.", website="https://lingo-lab.example", technologies="PHP")
    submission = waiting(summary="Said anew for newcomers.", launched="2016", organisation="", themes=["housing"])
    data = fields_of(desk, submission, "turn")
    response = send(desk, submission, data, target=entry.pk)
    assert response.url == page_of(submission)
    submission = now(submission)
    assert (submission.kind, submission.target, submission.state) == ("change", entry, State.WAITING)
    page = desk.get(page_of(submission))
    # What the entry lacks is ticked; what it has already is the curator's choice.
    assert page.context["forms"]["approve"]["fields_taken"].value() == ["launched"]
    choices = dict(page.context["review"].choices)
    assert set(choices) == {"summary", "launched", "themes"} | ({"status"} if "status" in choices else set())
    decide(desk, submission, "approve", fields_taken=["launched"])
    entry.refresh_from_db()
    assert (entry.summary, entry.launched, entry.technologies) == ("As listed.", 2016, "PHP")
    assert Project.objects.count() == 1
    assert "It was listed already" in mails()[-1][1]


def test_only_an_entry_that_looks_alike_can_be_chosen(desk, waiting):
    make_project("Lingo Lab")
    other = make_project("Something else", website="https://else.example")
    submission = waiting()
    data = fields_of(desk, submission, "turn")
    send(desk, submission, data, target=other.pk)
    assert now(submission).kind == "project"


def test_turning_is_refused_to_visitors_and_across_kinds(waiting, reviewer):
    submission = waiting()
    with pytest.raises(PermissionDenied):
        turn_into_change(submission, target=make_project(), by=make_visitor())
    with pytest.raises(ValueError, match="of its kind"):
        turn_into_change(submission, target=make_organisation(), by=reviewer)
    assert now(submission).kind == "project"


def test_of_two_who_turn_it_the_second_is_told(waiting, reviewer):
    submission, entry = waiting(), make_project("Lingo Lab")
    as_the_other_has_it = now(submission)
    turn_into_change(submission, target=entry, by=reviewer)
    with pytest.raises(AlreadyDecided, match="Somebody else"):
        turn_into_change(as_the_other_has_it, target=entry, by=make_group_curator("bo@example.org"))


def test_whoever_had_it_open_as_a_new_entry_does_not_approve_the_change_unseen(desk, waiting, reviewer):
    entry = make_project("Lingo Lab")
    submission = waiting()
    data = fields_of(desk, submission, "approve")
    turn_into_change(submission, target=entry, by=reviewer)
    assert send(desk, submission, data).status_code == 409
    assert now(submission).state == State.WAITING


# Two at once


@pytest.mark.parametrize("second", ["approve", "edited", "return", "reject", "spam"])
def test_whoever_decides_second_gets_one_clear_message_and_nothing_of_theirs_is_written(desk, waiting, second):
    submission = waiting()
    other = make_group_curator("bo@example.org", name="Bo")
    data = fields_of(desk, submission, second)
    decide(client_of(other), submission, "reject", message="Mine.")
    before = (mails(), list(now(submission).decisions.values()), Project.objects.count())
    response = send(desk, submission, data, message="Written with care.")
    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody was quicker: this submission has been decided already (not accepted, by Bo" in page
    assert page.count("Somebody was quicker") == 1
    assert "Written with care." in page
    assert (mails(), list(now(submission).decisions.values()), Project.objects.count()) == before


def test_what_its_submitter_edited_meanwhile_is_not_approved_unseen(desk, waiting, payload):
    submission = waiting()
    opened = {name: fields_of(desk, submission, name) for name in ("approve", "edited", "reject")}
    send_again(submission, payload=payload | {"summary": "Buy essays here."}, by=submission.submitter)
    for name, data in opened.items():
        response = send(desk, submission, data, message="Written with care.")
        page = response.content.decode()
        assert response.status_code == 409, name
        assert "was edited after you opened it" in page
        assert "Buy essays here." in page
        assert "Written with care." in page
    assert not Project.objects.exists()
    assert now(submission).state == State.WAITING
    # The page that was shown instead is the new one: from there it goes on.
    assert decide(desk, submission, "approve").status_code == 302


def test_edits_typed_before_the_submission_changed_are_kept(desk, waiting, payload):
    submission = waiting()
    data = fields_of(desk, submission, "edited") | {"name": "Lingo Lab Berlin"}
    send_again(submission, payload=payload | {"summary": "New words of theirs."}, by=submission.submitter)
    form = send(desk, submission, data).context["forms"]["edited"].entry_form
    assert (form["name"].value(), form["summary"].value()) == ("Lingo Lab Berlin", "New words of theirs.")


def test_what_was_taken_back_meanwhile_is_gone(desk, waiting):
    submission = waiting()
    data = fields_of(desk, submission, "approve")
    withdraw_submission(submission, by=submission.submitter)
    assert send(desk, submission, data).status_code == 302
    assert not Project.objects.exists()


def test_an_unknown_decision_is_refused(desk, waiting):
    submission = waiting()
    assert desk.post(page_of(submission), {"decision": "delete"}).status_code == 400
    assert desk.post(page_of(submission), {}).status_code == 400


def test_somebody_may_be_quicker_between_the_look_and_the_lock(desk, waiting, curator, monkeypatch):
    submission = waiting()
    data = fields_of(desk, submission, "approve")

    def be_quicker(submission, **kwargs):
        reject(submission, by=curator, message="Mine.")
        return approve(submission, **kwargs)

    monkeypatch.setattr("submissions.admin.decisions.approving.approve", be_quicker)
    response = send(desk, submission, data, message="Written with care.")
    assert response.status_code == 409
    assert "Written with care." in response.content.decode()
    assert not Project.objects.exists()


def test_its_submitter_may_take_it_back_between_the_look_and_the_lock(desk, waiting, monkeypatch):
    submission = waiting()
    data = fields_of(desk, submission, "approve")

    def be_quicker(submission, **kwargs):
        withdraw_submission(submission, by=submission.submitter)
        return approve(submission, **kwargs)

    monkeypatch.setattr("submissions.admin.decisions.approving.approve", be_quicker)
    response = send(desk, submission, data)
    assert response.url == QUEUE
    assert said(response) == ["The person who handed it in has withdrawn it in the meantime."]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="the tests' SQLite lies in memory, where threads collide")
@pytest.mark.django_db(transaction=True)
def test_two_curators_at_the_same_moment_make_one_decision(waiting):
    submission = waiting()
    # Superusers, as a test with real transactions may find the groups gone that the migrations made.
    others = [client_of(make_curator()) for _number in range(2)]
    forms = [(client, fields_of(client, submission, "approve")) for client in others]
    start, codes = threading.Barrier(2), []

    def press(client, data):
        try:
            start.wait(10)
            codes.append(send(client, submission, data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(codes) == [302, 409]
    assert Project.objects.count() == 1
    assert Decision.objects.filter(after=State.APPROVED).count() == 1
    assert len([subject for subject, _text in mails() if "is in the directory" in subject]) == 1


def test_a_returned_one_can_still_be_refused_but_not_approved(desk, waiting, reviewer):
    submission = return_with_question(waiting(), by=reviewer, message="Which?")
    assert set(desk.get(page_of(submission)).context["forms"]) == {"reject", "spam"}
    with pytest.raises(AlreadyDecided):
        turn_into_change(submission, target=make_project(), by=reviewer)
