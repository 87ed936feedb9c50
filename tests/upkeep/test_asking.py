"""Those who run entries are asked by mail: who, when, how often, never twice; and what they answer."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.sending import STUCK_AFTER, send_queued
from newsletter.bounces import DeliveryReport, note
from projects.models import Project, Status
from submissions.actions import add_caretaker, approve, erase, remove_caretaker, stored_under
from submissions.models import Submission
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_curator, make_organisation, make_project, make_visitor
from tests.newsletter.making import links_in
from tests.upkeep.making import make_contact, make_question
from upkeep import emails, writers
from upkeep.actions import ask_those_due, set_stopped, stop_asking
from upkeep.actions import asking as actions
from upkeep.answering import AnswerRefused, Refusal
from upkeep.asking import letters_due
from upkeep.models import AskingMail, Correspondent, Question, SignOfLife
from upkeep.terms import ANSWERED_WITHIN, ONE_MAIL_EVERY, REMINDED_AFTER

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADA = "ada@lingo.example"


@pytest.fixture
def project():
    project = make_project("Lingo", launched=2015, status="active", website="https://lingo.example")
    make_contact(project, ADA)
    return project


def run():
    """Ask, and take every mail for sent; returns to whom they went."""
    ask_those_due()
    new = Email.objects.exclude(status=STATUS.sent)
    found = [mail.to[0] for mail in new.order_by("pk")]
    new.update(status=STATUS.sent)
    return found


def links_to(email=ADA):
    """Return the paths of the latest mail to somebody: answer -> path, and that of the link to be left alone."""
    paths = [path for path in links_in(Email.objects.filter(to=email).latest("pk")) if "/asking/" in path]
    return {path.strip("/").split("/")[-1] if "/answer/" in path else "stop": path for path in paths}


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


# Who is asked, and when


def test_one_mail_a_person_in_their_language_about_all_their_entries(project):
    ben, organisation = make_visitor("ben@example.org", language="de"), make_organisation("Helpers")
    for entry in (project, organisation):
        add_caretaker(entry, user=ben)

    assert run() == [ADA, "ben@example.org"]
    mail = Email.objects.get(to="ben@example.org")
    assert "/de/projects/lingo/" in mail.message
    assert "/de/organisations/helpers/" in mail.message
    # What does not end is not asked whether it has.
    assert mail.message.count("/ended/") == 1
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({}, True),
        ({"confirmed_on": 300}, False),
        ({"checked_on": 300}, False),
        ({"confirmed_on": 400}, True),
        ({"status": "discontinued"}, False),
        ({"published": False}, False),
    ],
)
def test_what_was_not_confirmed_for_a_year_is_due(fields, is_due):
    dated = {name: timezone.localdate() - days * DAY if "_on" in name else days for name, days in fields.items()}
    make_contact(make_project(**dated), ADA)

    assert bool(letters_due()) is is_due


def test_two_reminders_then_silence_and_a_year_later_anew(project):
    begun = timezone.now()
    asked = []
    for days in (0, 6, 13, 14, 16, 29, 30, 31, 60, 200, 365, 366):
        with time_machine.travel(begun + days * DAY, tick=False):
            if run():
                asked.append(days)

    assert asked == [0, *(span.days for span in REMINDED_AFTER), 366]
    assert Question.objects.get().mails == 1


def test_nobody_is_written_to_twice_in_a_week(project):
    run()
    make_contact(make_project(), ADA)

    assert run() == []
    with time_machine.travel(timezone.now() + ONE_MAIL_EVERY):
        assert run() == [ADA]
    # The first one waits for an answer yet, and no reminder of it is due.
    assert sorted(Question.objects.values_list("mails", flat=True)) == [1, 1]


def test_so_many_a_day_and_no_more(project, settings):
    settings.ASKED_A_DAY = 2
    for number in range(3):
        make_contact(make_project(), f"person{number}@example.org")

    assert len(run()) == 2
    assert run() == []
    with time_machine.travel(timezone.now() + DAY):
        assert len(run()) == 2


def test_of_very_many_those_are_asked_who_were_never_written_to_and_then_who_waited_longest(settings):
    settings.ASKED_A_DAY = 1
    now = timezone.now()
    for number, letter in enumerate("bcdefghijklmn"):
        entry = make_project(letter)
        make_contact(entry, f"{letter}@example.org")
        if letter != "h":
            question = make_question(entry, f"{letter}@example.org", asked_at=now - 500 * DAY)
            AskingMail.objects.create(correspondent=question.correspondent, at=now - (400 - number) * DAY)

    asked = []
    for day in range(3):
        with time_machine.travel(now + day * DAY):
            asked += run()

    assert asked == ["h@example.org", "b@example.org", "c@example.org"]


def test_nobody_is_asked_while_mail_does_not_leave(project):
    queued = Email.objects.create(from_email="a@example.org", to=["b@example.org"], status=STATUS.queued)
    Email.objects.filter(pk=queued.pk).update(created=timezone.now() - 2 * STUCK_AFTER)

    with pytest.raises(CommandError, match="do not leave"):
        call_command("ask_entries")
    assert not Question.objects.exists()


def test_a_dry_run_lists_them_and_asks_nobody(project, capsys):
    call_command("ask_entries", "--dry-run")

    assert capsys.readouterr().out == f"{ADA} (en): Lingo\n"
    assert not Email.objects.exists()


# Never twice


class Killed(BaseException):
    """Nothing catches it, as nothing does a kill."""


def test_killed_anywhere_and_run_again_everybody_gets_one(project, mail_server, monkeypatch):
    people = [ADA, *(f"person{number}@example.org" for number in range(3))]
    for email in people[1:]:
        make_contact(make_project(), email)

    def killed_at_the_third(person, *args):
        if Correspondent.objects.count() == 3:
            raise Killed
        return emails.send_questions(person, *args)

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(actions, "send_questions", killed_at_the_third)
        ask_those_due()
    assert not Email.objects.exists()

    ask_those_due()
    sent = iter([False, False, True])
    send_queued(lambda: next(sent))  # ended after two
    ask_those_due()
    send_queued()
    ask_those_due()
    send_queued()

    assert mail_server.recipients == people
    assert AskingMail.objects.count() == len(people)


# What they answer


def test_opening_a_link_changes_nothing_and_the_button_confirms(client, project):
    run()
    link = links_to()["right"]

    assert client.get(link).status_code == 200
    assert not SignOfLife.objects.exists()
    assert client.post(link).status_code == 200
    assert fresh(project).confirmed_on == timezone.localdate()
    assert SignOfLife.objects.get().what == "organisation"
    assert fresh(project).history.filter(history_change_reason="Answered that it is still correct").exists()
    refused = client.post(link)
    assert refused.status_code == 403
    assert "answered already" in refused.content.decode()
    assert SignOfLife.objects.count() == 1


def test_an_end_with_year_successor_and_lessons(client, project):
    later = make_project("Linguo")
    run()
    link = links_to()["ended"]

    assert client.get(link).status_code == 200
    assert client.post(link, {"ended": "2024", "successor_name": "linguo", "lessons": "Ask early."}).status_code == 200
    ended = fresh(project)
    assert (ended.status, ended.ended, ended.successor, ended.lessons) == (
        *(Status.DISCONTINUED, 2024, later, "Ask early."),
    )
    assert client.post(link, {"ended": "2020"}).status_code == 403
    assert fresh(project).ended == 2024


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"ended": "2014"}, "before it was launched"),
        ({"ended": "2999"}, "2999"),
        ({"ended": ""}, "required"),
        ({"ended": "soon"}, "whole number"),
        ({"ended": "-1"}, "-1"),
        ({"ended": "9" * 30}, "9" * 30),
        ({"ended": "2020", "successor_name": "x" * 300}, "at most"),
        ({"ended": "2020", "successor_name": "Li\u202engo"}, "Ask early."),
        ({"ended": "2020", "successor_name": "Lingo"}, "its own successor"),
    ],
)
def test_an_end_that_cannot_be_is_refused_with_all_that_was_typed(client, project, typed, said):
    run()
    page = client.post(links_to()["ended"], {"lessons": "Ask early."} | typed).content.decode()

    assert said in page
    assert "Ask early." in page
    assert fresh(project).status == "active"
    assert Question.objects.open().exists()


def test_what_has_changed_is_typed_into_the_filled_form_without_an_account(client, project):
    run()
    link = client.get(links_to()["changed"]).url
    form = form_of(client.get(link), None)
    assert form["name"] == ["Lingo"]

    sent = client.post(link, form | {"summary": "Helps people to speak.", "themes": ["language"]})
    assert sent.status_code == 302
    assert client.get(sent.url).status_code == 200
    change = Submission.objects.get()
    assert (change.state, change.email, change.target) == ("waiting", ADA, project)
    assert Question.objects.get().answer == "changed"
    assert [client.get(address).status_code for address in (link, links_to()["changed"])] == [403, 403]
    approve(change, by=make_curator())
    assert fresh(project).summary == "Helps people to speak."


def test_the_form_sent_back_as_it_is_confirms(client, project):
    run()
    link = links_to()["changed"].replace("answer", "change").removesuffix("changed/")

    assert client.post(link, form_of(client.get(link), None)).status_code == 302
    assert fresh(project).confirmed_on == timezone.localdate()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"name": ""}])
def test_the_way_to_the_form_is_one_that_is_open_to_whoever_has_the_link(client, project, typed):
    run()
    link = links_to()["changed"].replace("answer", "change").removesuffix("changed/")
    page = client.post(link, form_of(client.get(link), None) | typed) if typed else client.get(link)

    crumbs = page.content.decode().split('<nav class="crumbs"')[1].split("</nav>")[0]
    assert re.findall('href="([^"]+)"', crumbs) == ["/", "/projects/lingo/"]


@pytest.mark.parametrize("later", [0, ANSWERED_WITHIN.days + 1])
def test_a_form_behind_a_link_that_works_no_longer_shows_all_that_was_typed(client, project, later):
    run()
    link = links_to()["changed"].replace("answer", "change").removesuffix("changed/")
    typed = form_of(client.get(link), None) | {"summary": "Helps people to speak.", "cost": "free", "languages": ["de"]}
    if not later:
        client.post(links_to()["right"])
    with time_machine.travel(timezone.now() + later * DAY):
        page = client.post(link, typed)

    assert page.status_code == 403
    shown = page.content.decode()
    assert all(text in shown for text in ("Nothing was changed", "Helps people to speak.", "Free", "German", "Berlin"))
    assert not Submission.objects.exists()


def test_who_answers_while_their_form_is_sent_is_told_so_and_keeps_what_was_typed(client, project, monkeypatch):
    run()
    link = links_to()["changed"].replace("answer", "change").removesuffix("changed/")
    typed = form_of(client.get(link), None)

    def used_meanwhile(token):
        raise AnswerRefused(Refusal.USED)

    for answer in ("answer_changed", "answer_right"):
        monkeypatch.setattr(writers, answer, used_meanwhile)
    for summary in ("Helps people to speak.", typed["summary"]):
        page = client.post(link, typed | {"summary": summary})
        assert (page.status_code, "What you typed" in page.content.decode()) == (403, True)
    assert not Submission.objects.exists()


def forged(client, project, link):
    return link.replace("/answer/", "/answer/x")


def expired(client, project, link):
    return link


def asked_anew(client, project, link):
    Question.objects.update(asked_at=timezone.now() - 400 * DAY, mails=3)
    AskingMail.objects.update(at=timezone.now() - 400 * DAY)
    run()
    return link


def of_somebody_else(client, project, link):
    Question.objects.update(target_id=make_project("Theirs").pk)
    return link


def withdrawn(client, project, link):
    Project.objects.filter(pk=project.pk).update(publication="withdrawn")
    return link


def over(client, project, link):
    Project.objects.filter(pk=project.pk).update(status="discontinued")
    return link


@pytest.mark.parametrize(
    ("spoil", "said", "later"),
    [
        (forged, "not one of ours", 0),
        (expired, "too old", ANSWERED_WITHIN.days + 1),
        (asked_anew, "latest e-mail", 0),
        (of_somebody_else, "no longer look after", 0),
        (withdrawn, "no longer look after", 0),
        (over, "marked as ended", 0),
    ],
)
def test_a_link_that_does_not_hold_says_so_changes_nothing_and_shows_what_was_typed(
    client, project, spoil, said, later
):
    run()
    link = spoil(client, project, links_to()["ended"])
    with time_machine.travel(timezone.now() + later * DAY):
        page = client.post(link, {"ended": "2024", "lessons": "Ask early."})

    assert page.status_code == 403
    assert said in page.content.decode()
    assert "Ask early." in page.content.decode()
    assert fresh(project).lessons == ""
    assert not SignOfLife.objects.exists()


def test_who_no_longer_looks_after_it_answers_no_more(client):
    project, ben = make_project(), make_visitor("ben@example.org")
    caretaker = add_caretaker(project, user=ben)
    run()
    link = links_to("ben@example.org")["right"]
    remove_caretaker(caretaker, by=make_curator(), reason="Left")

    assert client.post(link).status_code == 403
    assert fresh(project).confirmed_on is None


# Being left alone, and what comes back


def test_stop_means_stop_also_by_the_mailbox_itself(client, project):
    ask_those_due()
    link = links_to()["stop"]

    assert client.get(link).status_code == 200
    assert Email.objects.count() == 1
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Email.objects.exists()
    with time_machine.travel(timezone.now() + 400 * DAY):
        assert run() == []
    assert client.post(link).status_code == 200
    assert client.post(link.replace("/stop/", "/stop/x")).status_code == 403


def bounce(mail, status="5.1.1"):
    return note(DeliveryReport("digest", ADA, "", mail.message_id, status, timezone.localdate()))


def test_what_comes_back_is_on_the_list_of_the_curators(project):
    run()
    mail = Email.objects.get()
    assert bounce(mail, "4.2.2") == "unknown"
    assert (bounce(mail), bounce(mail)) == ("new", "known")

    page = client_of(make_group_curator()).get("/admin/").content.decode()
    assert "Entries whose addresses no longer work" in page
    with time_machine.travel(timezone.now() + 20 * DAY):
        assert run() == []


def test_an_old_report_is_none_once_an_address_may_be_written_to_again(project):
    run()
    mail = Email.objects.get()
    bounce(mail)
    set_stopped(ADA, stopped=False)

    assert bounce(mail) == "known"
    assert Correspondent.objects.get().bounced_at is None


def test_what_nobody_answered_is_on_the_list_of_the_curators_and_the_page_says_so(client, project):
    for days in (0, 14, 30, 40):
        with time_machine.travel(timezone.now() + days * DAY, tick=False):
            run()
    desk = client_of(make_group_curator())
    assert "asked about in vain" not in desk.get("/admin/").content.decode()
    Question.objects.update(asked_at=timezone.now() - 40 * DAY)

    page = desk.get("/admin/").content.decode()
    assert "Entries asked about in vain" in page
    assert f"/admin/projects/project/{project.pk}/change/" in page
    assert "have not answered yet" in client.get(project.get_absolute_url()).content.decode()
    Project.objects.filter(pk=project.pk).update(checked_on=date.today())
    assert "Entries asked about in vain" not in desk.get("/admin/").content.decode()


def test_all_that_is_kept_of_it_is_told_and_erased(project):
    run()
    asked = stored_under(ADA)["asked_about_entries"][0]
    assert [row["entry"] for row in asked["questions"]] == ["Lingo"]
    assert len(asked["mails"]) == 1

    erase(ADA)
    assert not stored_under(ADA)
    assert not Question.objects.exists()


def test_stopping_twice_does_no_harm(project):
    run()
    person = Correspondent.objects.get()
    stop_asking(person)
    stop_asking(person)

    assert Correspondent.objects.get().stopped_at
