"""A curator asks somebody to look after an entry, who could not prove in the usual way that it is theirs."""

import pytest
from django.conf import settings
from django.test import Client
from post_office.models import STATUS, Email

from curating.attention import Rank
from newsletter.bounces import note, reports_in
from submissions.actions import add_caretaker, reject
from submissions.emails import send_sign_in_link
from submissions.models import Caretaker, Invitation, Translator
from tests.factories import make_organisation, make_project, make_visitor
from tests.submissions.conftest import link_in, mails
from tests.submissions.reviewing import page_of
from tests.submissions.test_taking_back import REPORT

pytestmark = pytest.mark.django_db
ADD = "/admin/submissions/invitation/add/"
HERS = "hers@example.org"


@pytest.fixture
def entry(db):
    return make_project("Lingo")


def ask(desk, page="/projects/lingo/", email=HERS, language="en"):
    return desk.post(ADD, {"page": page, "email": email, "language": language})


def errors_of(response):
    return dict(response.context["adminform"].form.errors)


def test_whoever_a_curator_asks_looks_after_the_entry_once_they_took_it_up(desk, reviewer, entry):
    assert desk.get(ADD).status_code == 200
    assert ask(desk).status_code == 302
    assert not Caretaker.objects.exists()
    (mail,) = mails(HERS)
    text = mail[1]
    assert f"{settings.SITE_NAME} asks you to look after “Lingo”" in text
    assert reviewer.email not in text
    browser = Client()
    assert settings.SITE_NAME in browser.get(link_in(mail)).content.decode()
    assert browser.post(link_in(mail)).status_code == 302
    (caretaker,) = Caretaker.objects.of_entry(entry)
    assert caretaker.user.email == HERS


@pytest.mark.parametrize(
    "page",
    ["/projects/lingo/", "projects/lingo", "/de/projects/lingo/", "https://directory.example/projects/lingo/?q=a#b"],
)
def test_the_entry_is_found_by_any_address_of_its_page(desk, entry, page):
    assert ask(desk, page).status_code == 302
    assert Invitation.objects.get().target == entry


def test_organisations_as_well_and_in_the_language_of_the_person(desk):
    organisation = make_organisation("Lingo e.V.")
    ask(desk, organisation.get_absolute_url(), language="de")
    assert Invitation.objects.get().target == organisation
    assert mails(HERS)[-1][0] == "Den Eintrag „Lingo e.V.“ gemeinsam pflegen?"


@pytest.mark.parametrize("page", ["", "/", "/projects/nothing/", "/themes/lingo/", "http://[", "lingo", "x" * 501])
def test_what_is_no_page_of_an_entry_is_told_beside_the_field(desk, entry, page):
    response = ask(desk, page)
    assert response.status_code == 200
    assert "page" in errors_of(response)
    assert HERS in response.content.decode()
    assert not mails(HERS)


def test_an_address_that_is_none_and_somebody_who_looks_after_it_already(desk, entry):
    assert "email" in errors_of(ask(desk, email="nobody"))
    add_caretaker(entry, user=make_visitor(HERS))
    assert "email" in errors_of(ask(desk, email=HERS.upper()))
    assert not Invitation.objects.exists()


def test_asking_again_sends_another_link_and_no_limit_stops_a_curator(desk, entry):
    for _number in range(12):
        assert ask(desk).status_code == 302
    assert len(mails(HERS)) == 12
    assert Invitation.objects.count() == 1


def lines_of(desk):
    """Return label -> Waiting of the lines of the start page about those whom no e-mail reached."""
    return {str(row.label): row for row in desk.get("/admin/").context["waiting"] if row.rank == Rank.UNREACHED}


def test_the_start_page_tells_of_an_invitation_that_was_given_up_until_another_one_left(desk, entry):
    ask(desk)
    assert lines_of(desk) == {}

    Email.objects.filter(to=HERS).update(status=STATUS.failed)
    [(label, line)] = lines_of(desk).items()
    assert (label, line.count, line.named) == ("Invited by an e-mail that did not arrive", 1, [])
    assert list(desk.get(line.address).context["cl"].result_list) == [Invitation.objects.get()]

    ask(desk)
    assert len(lines_of(desk)) == 1
    Email.objects.filter(to=HERS, status=STATUS.queued).update(status=STATUS.sent)
    assert lines_of(desk) == {}


def test_an_invitation_that_came_back_was_given_up(desk, entry):
    ask(desk)
    Email.objects.filter(to=HERS).update(status=STATUS.sent)
    (report,) = reports_in(REPORT.format(status="5.1.1", number=Email.objects.get(to=HERS).message_id).encode())

    assert [note(report), note(report)] == ["new", "known"]
    assert list(lines_of(desk)) == ["Invited by an e-mail that did not arrive"]
    assert Email.objects.get(to=HERS).logs.get().message == "5.1.1"


def test_a_link_to_sign_in_that_was_given_up_is_told_beside_whatever_waits_for_that_person(
    desk, reviewer, entry, waiting
):
    submission = waiting()
    person = submission.submitter
    Email.objects.update(status=STATUS.sent)
    send_sign_in_link(person, "en")
    add_caretaker(entry, user=person)
    Translator.objects.create(user=person, language="uk")
    add_caretaker(entry, user=make_visitor("reached@example.org"))
    assert lines_of(desk) == {}

    Email.objects.filter(to=person.email).exclude(status=STATUS.sent).update(status=STATUS.failed)
    assert {label: row.count for label, row in lines_of(desk).items()} == {
        "Handed in by people whom an e-mail did not reach": 1,
        "Looked after by somebody whom an e-mail did not reach": 1,
        "Translators whom an e-mail did not reach": 1,
    }
    for row in lines_of(desk).values():
        assert desk.get(row.address).context["cl"].result_count == row.count
    assert "The last e-mail to them did not arrive." in desk.get(page_of(submission)).content.decode()
    reject(submission, by=reviewer, message="Not ours.")
    Email.objects.filter(status=STATUS.queued).update(status=STATUS.sent)
    assert lines_of(desk) == {}
