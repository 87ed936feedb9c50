"""What becomes of a form of which a part arrives: never an error of the site, and whoever sent it is told."""

from http import HTTPStatus
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client

from dsi_directory.whole_bodies import whole_bodies
from tests.roles import TABLE
from tests.roles_world import make_world, names_of

PUBLIC = ["/newsletter/", "/de/contact/", "/submit/project/", "/language/", "/nonsense/"]
FORM = "application/x-www-form-urlencoded"


class BrokenOff:
    """A body as gunicorn gives it whose sender says no more before it is whole."""

    def read(self, size=-1):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    readline = read


@pytest.mark.parametrize("content_type", [FORM, "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("checks", [True, False])
def test_a_body_that_does_not_arrive_whole_is_no_error_of_the_site(db, content_type, checks, caplog):
    world = make_world()
    client = Client(enforce_csrf_checks=checks, raise_request_exception=False)
    client.cookies.load({settings.SESSION_COOKIE_NAME: world.people["superuser"]})
    answered = {}
    for row in [*TABLE, *PUBLIC]:
        sent = {"wsgi.input": BrokenOff(), "CONTENT_TYPE": content_type, "CONTENT_LENGTH": "500"}
        address = row.format_map(names_of(world, row))
        answered[row] = client.generic("POST", address, b"", **sent).status_code

    assert {row: status for row, status in answered.items() if status >= 500} == {}
    assert "Traceback" not in caplog.text


def test_whoever_broke_off_is_asked_to_send_it_again(db):
    client = Client(raise_request_exception=False)
    sent = {"wsgi.input": BrokenOff(), "CONTENT_TYPE": FORM, "CONTENT_LENGTH": "500"}
    answer = client.generic("POST", "/de/newsletter/", b"", **sent)

    assert answer.status_code == HTTPStatus.REQUEST_TIMEOUT
    assert "Nicht alles ist angekommen" in answer.content.decode()


def read_by(reads, sent, announced):
    """Return what an application has of a body of which so many bytes were announced."""

    def application(environ, start_response):
        return [reads(environ["wsgi.input"])]

    (found,) = whole_bodies(application)({"wsgi.input": BytesIO(sent), "CONTENT_LENGTH": announced}, None)
    return found


@pytest.mark.parametrize(
    "reads",
    [
        lambda body: body.read(),
        lambda body: body.read(7),
        lambda body: body.read(6) + body.read(1),
        lambda body: body.readline() + body.readline(),
    ],
)
def test_a_body_that_ends_too_early_is_no_whole_one(reads):
    assert read_by(reads, b"a=1\nb=2", "7") == b"a=1\nb=2"
    with pytest.raises(OSError, match="broke off, 1 bytes before its end"):
        read_by(reads, b"a=1\nb=", "7")


@pytest.mark.parametrize("announced", ["", "0", "x", "-1", "9" * 5000])
def test_a_body_of_which_nothing_was_announced_is_left_as_it_is(announced):
    assert read_by(lambda body: body.read(), b"", announced) == b""
