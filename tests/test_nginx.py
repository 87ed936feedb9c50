"""What stands before the site in production: nginx as it ships in deploy/, and gunicorn behind it."""

import json
import os
import socket
import ssl
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from benchmarks.proxies import IS_THERE, proxy, wait_for
from benchmarks.silent import KINDS, silence
from benchmarks.sites import free_port
from tests.accounts.test_masking import SECRET, routes_with_token

pytestmark = pytest.mark.anywhere

OWN = ssl._create_unverified_context()  # noqa: S323 - the certificate of the test is nobody's but its own


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return the addresses of nginx, with http and https, its folder, and the address of gunicorn behind it.

    It serves tests/echoing.py.
    """
    if not IS_THERE:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no nginx or no openssl on this machine")
    site = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{site}"]
    process = subprocess.Popen([*gunicorn, "tests.echoing"], cwd=settings.BASE_DIR)
    try:
        wait_for(site)
        folder = tmp_path_factory.mktemp("nginx")
        with proxy(folder, site) as (http, https):
            yield (
                urlsplit(f"http://127.0.0.1:{http}/"),
                urlsplit(f"https://127.0.0.1:{https}/"),
                folder,
                urlsplit(f"http://127.0.0.1:{site}/"),
            )
    finally:
        process.terminate()
        process.wait(20)


def ask(served, method="GET", path="/", body=None, headers=()):
    """Return the answer to a request over https, and its body."""
    connection = HTTPSConnection("127.0.0.1", served[1].port, context=OWN, timeout=30)
    connection.putrequest(method, path)
    for name, value in (*headers, *((("Content-Length", str(len(body))),) if body else ())):
        connection.putheader(name, value)
    connection.endheaders(body)
    with closing(connection):
        response = connection.getresponse()
        return response, response.read()


def test_what_reaches_the_site_is_said_by_the_proxy_and_not_by_a_visitor(served):
    lies = [
        ("X-Forwarded-For", "198.51.100.1"),
        ("X_Forwarded_For", "198.51.100.2"),
        ("X-Forwarded-Proto", "http"),
        ("X_Forwarded_Proto", "http"),
        ("SCRIPT_NAME", "/evil"),
        ("Forwarded", "for=198.51.100.3"),
    ]
    seen = json.loads(ask(served, headers=lies)[1])

    assert seen["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"
    assert seen["SCRIPT_NAME"] == ""
    assert "198.51.100" not in str(seen)


def ask_in_clear(served, path):
    """Return the beginning of the answer to a request over http."""
    with socket.create_connection(("127.0.0.1", served[0].port), timeout=30) as sock:
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: directory.example\r\nConnection: close\r\n\r\n".encode())
        return sock.recv(4096).decode()


def test_http_leads_to_https(served):
    answer = ask_in_clear(served, "/projects/?q=a")
    assert " 301 " in answer
    assert "Location: https://directory.example/projects/?q=a\r\n" in answer


@pytest.mark.parametrize(
    ("path", "megabytes", "status"),
    [("/submit/", 3, 200), ("/submit/", 5, 413), ("/admin/", 21, 200), ("/admin/", 26, 413)],
)
def test_a_body_is_as_large_as_uploads_may_be(served, path, megabytes, status):
    response, content = ask(served, "POST", path, b"x" * (megabytes * 1024 * 1024))
    assert response.status == status
    if status == 200:
        assert json.loads(content)["length"] == megabytes * 1024 * 1024


@pytest.mark.parametrize("length", [60_000, 400_000])
def test_an_address_reaches_the_site_be_it_a_pasted_page_or_too_long_for_it(served, length):
    response, content = ask(served, path="/projects/?q=" + "x" * length)
    assert response.status == 200
    assert len(json.loads(content)["QUERY_STRING"]) == length + 2


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind] is not None])
def test_fifty_connections_that_are_held_open_do_not_stop_the_site(served, kind):
    status, _seconds = silence(served[1], 50, KINDS[kind])
    assert status == 200


def test_nobody_waits_for_two_hundred_who_have_been_answered_and_do_not_hang_up(served):
    """Two seconds for each of them would be longer than it is waited for an answer."""
    status, _seconds = silence(served[3], 200, KINDS["answered, and not hung up"])
    assert status == 200


def test_who_still_sends_after_the_answer_is_listened_to_for_a_while_but_not_for_ever(served):
    """Or the line would break under them, and what they have not read of the answer be lost."""
    with socket.create_connection(("127.0.0.1", served[3].port), timeout=30) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        with closing(HTTPResponse(sock)) as answer:
            answer.begin()
            assert json.load(answer)["REQUEST_METHOD"] == "GET"
        for _time in range(10):
            sock.sendall(b"x" * 100)
            time.sleep(0.01)
        with pytest.raises(ConnectionError):
            for _time in range(1000):
                sock.sendall(b"x" * 1000)
                time.sleep(0.01)


def test_whoever_writes_without_end_is_told_to_wait(served):
    statuses = {ask(served, "POST", body=b"x")[0].status for _time in range(60)}
    assert statuses == {200, 429}


def test_no_log_of_the_proxy_has_a_link_that_lets_somebody_in(served):
    addresses = [f"{start}{route}" for route in routes_with_token() for start in ("/", "/de/")]
    addresses += [
        f"/admin/login/?next=/mine/sign-in/7/{SECRET}/",
        f"/mine/sign-in/?next=%2Fsubmit%2Fconfirm%2F{SECRET}",
    ]
    for address in addresses:
        ask(served, path=address, headers=[("Referer", f"https://directory.example{address}")])
        ask_in_clear(served, address)
    ask(served, path="/projects/?q=newsletter&page=2")
    # Those that are refused stand in the log of errors, had it any.
    statuses = {ask(served, "POST", f"/mine/sign-in/7/{SECRET}/", b"x")[0].status for _time in range(40)}

    said, failed = ((served[2] / name).read_text(encoding="utf-8") for name in ("access", "log"))
    assert 429 in statuses
    assert '"POST /mine/sign-in/... HTTP/1.1" 429' in said
    assert '"GET /de/newsletter/settings/... HTTP/1.1" 200' in said
    assert '"GET /projects/?q=newsletter&page=2 HTTP/1.1" 200' in said
    assert SECRET not in said + failed
