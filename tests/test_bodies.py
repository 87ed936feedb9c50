"""What becomes of a form of which a part arrives: never an error of the site, and whoever sent it is told."""

from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client

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
