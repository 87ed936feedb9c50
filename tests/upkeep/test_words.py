"""Visitors say whether an entry still runs, where nobody is there to ask; a curator makes something of it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from accounts.stamps import stamp
from projects.actions import discontinue
from projects.models import Status
from tests.curators import client_of, make_group_curator
from tests.factories import make_organisation, make_project
from tests.upkeep.making import make_contact, make_sign, make_word
from upkeep.actions import ask_those_due, note_asking_bounce, set_stopped
from upkeep.letters import letters_about
from upkeep.models import AskingMail, SignOfLife, VisitorsWord

pytestmark = pytest.mark.django_db
PAGE = "/asking/project/lingo/"
LIST = "/admin/upkeep/visitorsword/"
SHOWN = "https://www.example.org/party-2026"


@pytest.fixture
def project():
    return make_project("Lingo", launched=2015)


@pytest.fixture
def desk():
    return client_of(make_group_curator())


def opened():
    """Return the stamp of a form that was opened a minute ago."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return stamp()


def send(client, **typed):
    return client.post(PAGE, {"opened": opened()} | typed)


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


def test_the_page_asks_visitors_only_where_nothing_was_heard_lately_and_nobody_can_be_asked(client, project):
    def asks(entry):
        return (
            f"/asking/{entry._meta.model_name}/{entry.slug}/" in client.get(entry.get_absolute_url()).content.decode()
        )

    seen, known, ended = make_project(), make_project(), make_project(status="discontinued")
    make_sign(seen, f"{timezone.localdate():%Y-%m}")
    make_contact(known)

    assert [asks(entry) for entry in (project, make_organisation(), seen, known, ended)] == [True, True, *[False] * 3]


def stopped(contact):
    set_stopped(contact.email, stopped=True)


def bounced(contact):
    ask_those_due()
    note_asking_bounce(AskingMail.objects.get().message_id)


def deleted_by_a_curator(contact):
    curator = client_of(make_group_curator())
    curator.post(f"/admin/upkeep/contactaddress/{contact.pk}/delete/", {"post": "yes"})


def deleted_with_others(contact):
    chosen = {"action": "delete_selected", "_selected_action": [contact.pk], "post": "yes"}
    client_of(make_group_curator()).post("/admin/upkeep/contactaddress/", chosen)


@pytest.mark.parametrize("become_useless", [stopped, bounced, deleted_by_a_curator, deleted_with_others])
def test_visitors_are_asked_as_soon_as_nobody_else_can_be(client, project, become_useless):
    contact = make_contact(project)
    assert PAGE not in client.get(project.get_absolute_url()).content.decode()
    become_useless(contact)

    page = client.get(project.get_absolute_url()).content.decode()
    assert PAGE in page
    assert "were asked" not in page


def test_visitors_are_not_asked_while_one_of_several_can_be(client, project):
    for email in ("ada@lingo.example", "ben@lingo.example"):
        make_contact(project, email)
    set_stopped("ada@lingo.example", stopped=True)

    assert PAGE not in client.get(project.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"what": "runs", "source": SHOWN}, ("runs", SHOWN, None)),
        ({"what": "ended", "year": "2021"}, ("ended", "", 2021)),
        ({"what": "ended"}, ("ended", "", None)),
        ({"what": "unknown", "year": "2021"}, ("unknown", "", None)),
    ],
)
def test_a_word_is_kept_and_changes_nothing_by_itself(client, project, typed, kept):
    assert client.get(PAGE).status_code == 200
    answer = send(client, **typed)

    assert answer.status_code == 302, re.findall("formfield__error.*", answer.content.decode())
    word = VisitorsWord.objects.get()
    assert (word.what, word.source, word.year, word.target, word.is_spam) == (*kept, project, False)
    assert (fresh(project).status, SignOfLife.objects.count()) == ("unknown", 0)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "required"),
        ({"what": "runs"}, "The address of the page that shows it, please."),
        ({"what": "runs", "source": "on its page"}, "on its page"),
        ({"what": "ended", "year": "2014"}, "before it was launched"),
        ({"what": "ended", "year": "2999"}, "A year between"),
        ({"what": "ended", "opened": ""}, "whether a person"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_kept(client, project, typed, said):
    assert said in send(client, **typed).content.decode()
    assert not VisitorsWord.objects.exists()


def test_what_a_script_fills_in_asks_no_curator(client, project, desk):
    send(client, what="runs", source="https://casino-bonus.example", subject="filled by a script")

    assert VisitorsWord.objects.get().is_spam
    assert "casino" not in desk.get(LIST).content.decode()


def test_a_form_sent_twice_counts_once_and_not_too_often_from_one_place(client, project):
    typed = {"opened": opened(), "what": "ended"}
    for _time in range(2):
        client.post(PAGE, typed)
    assert VisitorsWord.objects.count() == 1

    answers = [send(client, what="ended", year="2020") for _number in range(11)]
    assert answers[-1].status_code == 429
    assert 'value="2020"' in answers[-1].content.decode()


def test_there_is_no_page_for_what_has_ended_or_is_no_entry(client):
    make_project("Lingo", status="discontinued")

    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE.replace("lingo", "nothing")).status_code == 404


def test_of_what_has_ended_while_the_form_was_open_nothing_typed_is_lost(client, project):
    discontinue(project, by=None, ended=2024)
    answer = send(client, what="runs", source=SHOWN)

    assert answer.status_code == 409
    assert SHOWN in answer.content.decode()
    assert "has since been marked as ended" in answer.content.decode()
    assert not VisitorsWord.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"what": "soon"},
        {"what": "ended", "year": "two thousand"},
        {"what": "ended", "year": "-1"},
        {"what": "ended", "year": "9" * 30},
        {"what": "runs", "source": "javascript:alert(1)"},
        {"what": "runs", "source": "https://a.example/\0"},
        {"what": "runs", "source": f"https://a.example/{'a' * 600}"},
        {"what": "runs", "source": "http://127.0.0.1/"},
    ],
)
def test_nothing_odd_is_kept_and_what_was_typed_stays_in_the_form(client, project, typed):
    answer = send(client, **typed)
    page = answer.content.decode()

    assert answer.status_code in (200, 400)
    assert not VisitorsWord.objects.exists()
    if answer.status_code == 200:
        assert "formfield__error" in page
        assert typed.get("year", "") in page
        assert escape(typed.get("source", "")) in page


def test_curators_see_one_row_an_entry_and_one_click_makes_a_sign_of_life(desk, project):
    make_word(project, "runs", source=SHOWN)
    make_word(project, "ended", year=2021)
    last = make_word(project, "unknown")
    make_word(make_organisation("Helpers"), "unknown")

    page = desk.get(LIST).content.decode()
    assert page.count('name="settle"') == 5
    assert "It ended in 2021" in page
    start = desk.get("/admin/").content.decode()
    assert re.search(r"attention=waiting", start)
    desk.post(LIST, {"settle": f"{last.pk} runs "})
    sign = SignOfLife.objects.get()
    assert (sign.target, sign.what, sign.source) == (project, "report", SHOWN)
    assert fresh(project).last_seen_on == timezone.localdate()
    assert not VisitorsWord.objects.of_entry(project).open().exists()
    assert VisitorsWord.objects.open().count() == 1


def test_one_click_makes_an_end_with_its_year(desk, project):
    word = make_word(project, "ended", year=2021)
    desk.post(LIST, {"settle": f"{word.pk} ended 2021"})

    assert (fresh(project).status, fresh(project).ended) == (Status.DISCONTINUED, 2021)
    assert fresh(project).history.first().history_change_reason == "Visitors told us that it has ended"


def test_a_word_that_came_after_the_page_was_opened_waits_for_another_look(desk, project):
    seen = make_word(project, "ended", year=2021)
    later = make_word(project, "runs", source=SHOWN)
    desk.post(LIST, {"settle": f"{seen.pk} nothing "})

    assert list(VisitorsWord.objects.open()) == [later]
    assert SHOWN in desk.get(LIST).content.decode()


@pytest.mark.parametrize("made", ["runs ", "ended 2020"])
def test_what_was_marked_as_ended_meanwhile_stays_as_it_was_said(desk, project, made):
    word = make_word(project, "runs", source=SHOWN)
    discontinue(project, by=None, ended=2024)
    answer = desk.post(LIST, {"settle": f"{word.pk} {made}"}, follow=True)

    assert "marked as ended in the meantime" in answer.content.decode()
    assert (fresh(project).ended, SignOfLife.objects.count()) == (2024, 0)
    assert answer.content.decode().count('name="settle"') == 1
    desk.post(LIST, {"settle": f"{word.pk} nothing "})
    assert not VisitorsWord.objects.open().exists()


@pytest.mark.parametrize(
    "sent", ["", " ", "x", "{} ", "{} soon ", "{} runs 2020 more", "9" * 40 + " nothing ", "{} ended ²"]
)
def test_a_button_that_is_none_of_ours_makes_nothing(desk, project, sent):
    word = make_word(project, "unknown")
    answer = desk.post(LIST, {"settle": sent.format(word.pk)}, follow=True)

    assert answer.status_code == 200
    assert (SignOfLife.objects.count(), fresh(project).ended) == (0, None)
    if "ended" not in sent:
        assert VisitorsWord.objects.open().exists()


@pytest.mark.parametrize("made", ["nothing", "runs", "ended 2014", "ended 2999"])
def test_one_click_makes_nothing_or_nothing_that_cannot_be(desk, project, made):
    word = make_word(project, "unknown")
    desk.post(LIST, {"settle": f"{word.pk} {made}"})

    assert fresh(project).status == "unknown"
    assert VisitorsWord.objects.open().exists() is (made != "nothing")


def test_who_may_only_look_settles_nothing(project, world_viewer):
    word = make_word(project, "ended")

    assert world_viewer.post(LIST, {"settle": f"{word.pk} ended "}).status_code == 403
    assert fresh(project).status == "unknown"


@pytest.fixture
def world_viewer():
    curator = make_group_curator()
    curator.user_permissions.set(curator.groups.get().permissions.filter(codename__startswith="view_"))
    curator.groups.clear()
    return client_of(curator)


def test_text_for_a_letter_in_every_language(desk, project, settings):
    page = desk.get("/admin/upkeep/contactaddress/letter/project/lingo/").content.decode()

    for letter in letters_about(project):
        with override(letter.code):
            link = f"{settings.SITE_URL}{'' if letter.code == 'en' else '/' + letter.code}{PAGE}"
        assert link in letter.text
        assert link in page
    assert len({letter.text.splitlines()[0] for letter in letters_about(project)}) == len(settings.LANGUAGES)
    assert desk.get("/admin/upkeep/contactaddress/letter/project/nothing/").status_code == 404
