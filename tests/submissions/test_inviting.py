"""A curator asks somebody to look after an entry, who could not prove in the usual way that it is theirs."""

import pytest
from django.conf import settings
from django.test import Client

from submissions.actions import add_caretaker
from submissions.models import Caretaker, Invitation
from tests.factories import make_organisation, make_project, make_visitor
from tests.submissions.conftest import link_in, mails

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
