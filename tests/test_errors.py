"""What a visitor gets when something breaks: a page that says what to do next, in their language."""

import psycopg
import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from dsi_directory.lengths import LONGEST
from entries.actions import withdraw
from entries.models import DirectoryVersion
from tests.factories import make_curator, make_project, make_visitor

CODES = [400, 403, 404, 408, 410, 414, 429, 500, 503]


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


def fail_with(monkeypatch, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(DirectoryVersion, "current_state", fail)


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
@pytest.mark.parametrize(("address", "language"), [("/", "en"), ("/ar/projects/?q=a", "ar"), ("/de/nonsense/", "de")])
def test_while_the_database_is_away_a_page_says_so_and_when_to_ask_again(client, monkeypatch, error, address, language):
    fail_with(monkeypatch, error)
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert "no-store" in response["Cache-Control"]
    assert f'<html lang="{language}"' in html
    with translation.override(language):
        assert gettext("Back in a moment") in html
    assert f'href="{address}"' in html


def test_a_query_that_fails_for_another_reason_is_an_error_of_the_site_which_counts_as_alive(client):
    """Without the django_db mark every query raises, but not what a lost connection would."""
    assert client.get("/projects/").status_code == 500
    assert client.get("/health/live/").status_code == 200


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file has no connection that could be lost")
@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_heals_by_itself(client):
    """As after a restart of the database: the connection of the worker is dead, and nobody has told it."""
    make_project("Lingo")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert client.get("/projects/lingo/").status_code == 503
    close_old_connections()  # as the next request does first of all; the client of the tests leaves it out
    assert client.get("/projects/lingo/").status_code == 200


def test_an_error_of_the_site_itself_is_told_in_the_language_of_the_address(client, monkeypatch):
    fail_with(monkeypatch, RuntimeError("broken"))
    response = client.get("/fr/projects/")
    assert response.status_code == 500
    assert '<html lang="fr"' in response.content.decode()
    assert 'href="/fr/"' in response.content.decode()


def test_a_request_that_makes_no_sense_costs_no_query(client, monkeypatch):
    fail_with(monkeypatch, SuspiciousOperation("nonsense"))
    response = client.get("/uk/projects/")
    assert response.status_code == 400
    assert '<html lang="uk"' in response.content.decode()
    assert 'href="/uk/projects/"' in response.content.decode()


@pytest.mark.parametrize(
    "address", [f"/ar/projects/?q={'x' * LONGEST}", f"/ar/{'x' * LONGEST}/", f"/ar/projects/?{'a&' * 5000}"]
)
def test_an_address_that_no_page_reads_to_its_end_is_refused_without_a_query(client, address):
    response = client.get(address)

    assert response.status_code == 414
    with translation.override("ar"):
        assert gettext("This address is too long") in response.content.decode()
    assert '<html lang="ar" dir="rtl"' in response.content.decode()
    assert len(response.content) < 5000


@pytest.mark.django_db
def test_a_long_address_is_read_as_far_as_it_may_be_long(client):
    assert client.get(f"/projects/?q={'x' * (LONGEST - 100)}").status_code == 200
    assert client.get(f"/projects/?{'a&' * 4999}").status_code == 200


@pytest.mark.django_db
def test_what_was_public_and_was_taken_out_is_gone_for_good(client):
    project = make_project("Lingo")
    draft = make_project("Draft", published=False)
    withdraw(project, by=None)
    withdraw(draft, by=None)
    response = client.get(project.get_absolute_url())
    assert response.status_code == 410
    assert 'value="lingo"' in response.content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(make_curator())
    assert client.get(project.get_absolute_url()).status_code == 200


BOUNDARY = "multipart/form-data; boundary=x"
FIELD = b'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\n\r\n'
BODIES = {
    "no boundary": ("multipart/form-data", b"x"),
    "a coding that is not there": (BOUNDARY, FIELD.replace(b'"f"', b'"f"\r\nContent-Transfer-Encoding: base64') + b"&"),
    "too many fields": (BOUNDARY, FIELD * 5001 + b"--x--"),
    "too many pairs": ("application/x-www-form-urlencoded", b"f=&" * 5001),
    "an unknown character set": ("application/x-www-form-urlencoded; charset=none", b"f=1"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    "address", ["/nonsense/", "/de/nonsense/", "/admin/nonsense/", "/admin/login/", "/contact/", "/projects/lingo/"]
)
def test_a_body_that_cannot_be_read_is_no_error_of_the_site(body, address):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    content_type, data = BODIES[body]
    assert client.generic("POST", address, data, content_type).status_code < 500


@pytest.mark.django_db
def test_a_missing_page_searches_everything_for_what_its_address_named(client):
    html = client.get("/ar/events/digital-summit/").content.decode()
    assert 'action="/ar/search/"' in html
    assert 'value="digital summit"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_curators_can_look_at_every_error_page(client, code):
    address = f"/ar/styleguide/{code}/"
    assert client.get(address).status_code == 302
    client.force_login(make_visitor())
    assert client.get(address).status_code == 403
    client.force_login(make_curator())
    response = client.get(address)
    assert response.status_code == code
    assert f'<p class="error__code">{code}</p>' in response.content.decode()
