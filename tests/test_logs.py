"""What stands in the log when a request is refused."""

import logging
from io import StringIO

import pytest
from django.db import connection

from tests.factories import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch):
    """Return what the handler of the settings writes from now on."""
    [handler] = [each for each in logging.getLogger().handlers if each.get_name() == "stderr"]
    written = StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


def test_old_links_and_guesses_of_robots_leave_no_line(client, log):
    assert client.get("/wp-login.php").status_code == 404
    assert log.getvalue() == ""


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("/projects/", {"Host": "evil.example"}, 400),
        ("/admin/projects/project/?q=%00", {}, 400),
        ("/styleguide/", {}, 302),
    ],
)
def test_what_is_refused_takes_one_line_at_most(client, log, address, headers, status):
    assert client.get(address, headers=headers).status_code == status
    assert log.getvalue().count("\n") == (status >= 400)


def test_an_error_of_the_site_tells_the_way_that_led_there(client, log, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    make_project("Lingo")
    monkeypatch.setattr(connection, "cursor", broken)
    client.raise_request_exception = False
    assert client.get("/projects/lingo/").status_code == 500
    assert "Traceback" in log.getvalue()
