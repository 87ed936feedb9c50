"""Whoever signed in by a link sees in which browsers, and signs out of any of them."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OpenSession
from accounts.sessions import delete_old_log_ins
from accounts.terms import SIGNED_IN_FOR
from submissions.emails import send_sign_in_link
from tests.factories import make_visitor
from tests.submissions.conftest import link_in, mails

pytestmark = pytest.mark.django_db
MINE = "/mine/"


def signed_in(person, browser):
    """Return a client in which a person has signed in by a link."""
    client = Client(headers={"user-agent": browser})
    person.refresh_from_db()  # The last link that was used ends in the next.
    send_sign_in_link(person, "en")
    client.post(link_in(mails(person.email)[-1]))
    return client


@pytest.fixture
def ada(db):
    return make_visitor("ada@example.org")


@pytest.fixture
def here(ada):
    return signed_in(ada, "The laptop")


@pytest.fixture
def there(ada, here):
    return signed_in(ada, "The library's computer")


def number_of(browser):
    return OpenSession.objects.get(browser=browser).pk


def test_a_person_sees_where_they_are_signed_in_and_nobody_else_does(here, there):
    page = here.get(MINE).text
    other = signed_in(make_visitor(), "Elsewhere").get(MINE).text

    assert ("The laptop" in page, "The library&#x27;s computer" in page, "Elsewhere" in page) == (True, True, False)
    assert ("The laptop" in other, "Elsewhere" in other) == (False, True)


def test_one_session_is_ended_from_another(here, there):
    third = signed_in(OpenSession.objects.first().user, "The telephone")

    assert here.post("/mine/sessions/", {"session": number_of("The library's computer")}).url == MINE

    assert here.get(MINE).status_code == third.get(MINE).status_code == 200
    assert there.get(MINE).status_code == 302
    assert "_auth_user_id" not in there.session


def test_all_others_are_ended_at_once(here, there):
    here.post("/mine/sessions/")

    assert here.get(MINE).status_code == 200
    assert there.get(MINE).status_code == 302


@pytest.mark.parametrize("number", ["x", "²", "9" * 5000, "{own}", "{stranger}"])
def test_nobody_ends_the_session_of_another_nor_their_own(here, there, number):
    stranger = signed_in(make_visitor(), "Elsewhere")
    sent = number.format(own=number_of("The laptop"), stranger=number_of("Elsewhere"))

    here.post("/mine/sessions/", {"session": sent})

    assert {client.get(MINE).status_code for client in (here, there, stranger)} == {200}


def test_signing_out_and_signing_in_as_somebody_else_leave_no_session_behind(here, there, ada):
    here.post("/mine/sign-out/")
    assert list(OpenSession.objects.values_list("browser", flat=True)) == ["The library's computer"]
    other = make_visitor()
    send_sign_in_link(other, "en")
    there.post(link_in(mails(other.email)[-1]))
    assert list(OpenSession.objects.values_list("user", flat=True)) == [other.pk]


def test_a_session_ends_after_its_term_and_its_row_goes(here):
    OpenSession.objects.update(started_at=timezone.now() - SIGNED_IN_FOR)

    assert here.get(MINE).status_code == 302
    delete_old_log_ins()
    assert not OpenSession.objects.exists()


def test_a_session_that_is_open_stays(here):
    delete_old_log_ins()
    assert here.get(MINE).status_code == 200


def test_a_null_character_in_the_name_of_a_browser_is_left_out(ada):
    client = Client()
    send_sign_in_link(ada, "en")
    client.post(link_in(mails(ada.email)[-1]), HTTP_USER_AGENT="A\0B")
    assert OpenSession.objects.get().browser == "AB"
