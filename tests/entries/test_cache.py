import gzip
import re
from pathlib import Path

import django
import django_htmx
import pytest
import whitenoise
from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from entries import cache as pages
from entries.actions import check, publish, save_entry, withdraw
from entries.cache import LONGEST_ADDRESS, DirectoryCacheMiddleware, release_digest
from tests.cluster.making import make_event
from tests.factories import make_curator, make_project

pytestmark = pytest.mark.django_db


def test_a_second_visit_takes_one_query(client, django_assert_num_queries):
    make_project("Here")
    first = client.get("/projects/")
    with django_assert_num_queries(1):
        second = client.get("/projects/")
    assert second.content == first.content


def test_an_unchanged_page_costs_a_304(client):
    make_project("Here")
    etag = client.get("/projects/")["ETag"]
    response = client.get("/projects/", headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    "change",
    [
        save_entry,
        lambda project: withdraw(project, by=None),
        lambda project: check(project, by=None, on="2026-05-01"),
        lambda project: publish(make_project("Other", published=False)),
    ],
)
def test_every_publishing_change_makes_pages_new(client, change):
    project = make_project("Here")
    etag = client.get("/projects/")["ETag"]
    change(project)
    assert client.get("/projects/", headers={"If-None-Match": etag}).status_code == 200


def test_a_curators_page_is_never_kept_for_others(client):
    draft = make_project("Draft", published=False)
    client.force_login(make_curator())
    assert client.get(draft.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["/", "/projects/", "/insights/", "/contact/"])
def test_no_proxy_may_keep_what_somebody_signed_in_sees(client, address):
    client.force_login(make_curator())
    response = client.get(address)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


def test_head_tells_what_get_would_say(client):
    make_project("Here")
    head, get = client.head("/projects/"), client.get("/projects/")
    assert head.headers == get.headers
    assert b"Here" in get.content
    assert not head.content


def test_pages_differ_by_language_and_query(client):
    make_project("Here")
    make_project("There", themes=("housing",))
    assert client.get("/projects/")["ETag"] != client.get("/de/projects/")["ETag"]
    assert b"There" not in client.get("/projects/?theme=language").content


PART = {"HX-Request": "true"}


@pytest.mark.parametrize(
    "other",
    [{}, {"HX-Request": "1"}, {"HX-Request": "true", "HX-History-Restore-Request": "true"}],
)
@pytest.mark.parametrize("is_part_first", [True, False])
def test_a_part_is_never_kept_as_a_page_nor_a_page_as_a_part(client, other, is_part_first):
    make_project("Here")
    for headers in (PART, other) if is_part_first else (other, PART):
        client.get("/projects/", headers=headers)

    assert b"<html" not in client.get("/projects/", headers=PART).content
    assert b"<html" in client.get("/projects/", headers=other).content


def test_a_release_is_told_by_its_code_as_well(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    module = tmp_path / "app" / "words.py"
    module.parent.mkdir()
    (module.parent / "__init__.py").touch()
    module.write_text("HELLO = 1")
    before = release_digest.__wrapped__()

    module.write_text("HELLO = 2")

    assert release_digest.__wrapped__() != before


@pytest.mark.parametrize("headers", [{}, {"If-None-Match": "the kept one"}])
def test_a_host_that_is_not_ours_is_refused_whether_or_not_the_page_is_kept(client, headers):
    kept = client.get("/projects/")
    assert kept.status_code == 200
    headers = dict.fromkeys(headers, kept["ETag"]) | {"Host": "evil.example"}
    assert client.get("/projects/", headers=headers).status_code == 400


def test_a_page_is_kept_for_its_day(client, time_machine):
    # Pages say “today” by the calendar of Berlin, where it is one hour later.
    time_machine.move_to("2026-01-31 22:59:00+00:00", tick=False)
    make_project("Here", confirmed_on="2026-01-31")
    today = client.get("/projects/here/")
    time_machine.move_to("2026-01-31 23:01:00+00:00", tick=False)

    tomorrow = client.get("/projects/here/", headers={"If-None-Match": today["ETag"]})

    assert tomorrow.status_code == 200
    assert tomorrow["ETag"] != today["ETag"]
    assert tomorrow.content != today.content


@pytest.mark.parametrize("encodings", [("gzip, br", ""), ("", "gzip")])
def test_a_page_is_kept_for_the_encoding_that_was_asked_for(client, encodings):
    make_project("Here")
    pages = {accepted: client.get("/projects/", headers={"Accept-Encoding": accepted}) for accepted in encodings}
    for accepted, page in pages.items():
        is_packed = "gzip" in accepted
        assert page.get("Content-Encoding") == ("gzip" if is_packed else None)
        assert b"</html>" in (gzip.decompress(page.content) if is_packed else page.content)


def test_a_page_is_kept_for_its_release(client, monkeypatch):
    etag = client.get("/projects/")["ETag"]
    monkeypatch.setattr("entries.cache.release_digest", lambda: "another")
    assert client.get("/projects/", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(("beyond", "is_kept"), [(0, True), (1, False)])
def test_the_longest_addresses_are_not_kept(client, beyond, is_kept):
    start = "/projects/?q="
    address = start + "a" * (LONGEST_ADDRESS - len(start) + beyond)
    assert len(address) == LONGEST_ADDRESS + beyond
    response = client.get(address)
    assert response.status_code == 200
    assert response.has_header("ETag") is is_kept


def visited_twice(rf, address="/projects/", **answer):
    """Answer two visitors through the cache, and return what they get, and how often it had to be made.

    answer: cookie, status and is_directory_page of what is made.
    """
    made = []

    def make(request):
        response = HttpResponse(f"Made {len(made)}", status=answer.get("status", 200))
        response.is_directory_page = response.is_settled = answer.get("is_directory_page", True)
        if "cookie" in answer:
            response.set_cookie(answer["cookie"], f"of visitor {len(made)}")
        made.append(response)
        return response

    answers = []
    for _visit in range(2):
        request = rf.get(address)
        request.htmx = False
        answers.append(DirectoryCacheMiddleware(make)(request))
    return answers, len(made)


def test_a_page_that_sets_no_cookie_is_made_once(rf):
    (first, second), made = visited_twice(rf)
    assert made == 1
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    "answer", [{"cookie": "csrftoken"}, {"cookie": "messages"}, {"status": 404}, {"is_directory_page": False}]
)
def test_what_is_meant_for_one_or_is_no_page_of_the_directory_is_not_kept(rf, answer):
    responses, made = visited_twice(rf, **answer)
    assert made == 2
    for response in responses:
        assert not response.has_header("ETag")
        assert "public" not in response.get("Cache-Control", "")


def test_a_message_for_one_person_is_not_kept_for_others_nor_hidden_by_what_is_kept(client, rf):
    kept = client.get("/projects/")
    request, response = rf.get("/"), HttpResponse()
    storage = CookieStorage(request)
    storage.add(messages.SUCCESS, "Only for you.")
    storage.update(response)
    reader = Client()
    reader.cookies["messages"] = response.cookies["messages"].value

    own = reader.get("/projects/", headers={"If-None-Match": kept["ETag"]})

    assert b"Only for you." in own.content
    assert "private" in own["Cache-Control"]
    assert not own.has_header("ETag")
    assert b"Only for you." not in client.get("/projects/").content


@pytest.fixture
def kept(monkeypatch):
    """Return the keys of the pages that were kept, as a list that grows."""
    keys, keep = [], pages.keep_page

    def note(key, response):
        keys.append(key)
        keep(key, response)

    monkeypatch.setattr(pages, "keep_page", note)
    return keys


SETTLED = ["/", "/projects/", "/projects/?theme=language", "/search/?q=here", "/projects/?q=here&sort=name", "/events/"]
MADE_UP = [
    "/?x=1",
    "/projects/?x=1",
    "/projects/?theme=made-up",
    "/projects/?page=99",
    "/projects/?page=x",
    "/projects/here/?x",
    "/search/?q=here&x=1",
    "/search/?x=1",
    "/insights/?x=1",
    "/map/?x=1",
    "/events/?x=1",
    "/projects/print/?x=1",
    "/projects/card.png?x=1",
    "/themes/?x=1",
]


@pytest.mark.parametrize("address", SETTLED)
def test_a_settled_address_is_kept_once(client, address, kept):
    make_project("Here")
    make_event("Meeting")
    for headers in ({}, {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "br, gzip;q=0.5"}, {}):
        assert client.get(address, headers=headers).status_code == 200
    assert len(kept) == 1


@pytest.mark.parametrize("address", MADE_UP)
def test_nobody_fills_the_cache_with_addresses_that_are_made_up(client, address, kept):
    make_project("Here")
    make_event("Meeting")
    assert client.get(address).status_code in (200, 404)
    assert kept == []


def test_a_browser_gets_a_page_as_it_lies_in_the_cache(client):
    make_project("Here")
    plain = client.get("/projects/")
    zipped = client.get("/projects/", headers={"Accept-Encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert zipped["Content-Length"] == str(len(zipped.content))
    assert gzip.decompress(zipped.content) == plain.content
    again = client.get("/projects/")
    assert again.content == plain.content
    assert "Content-Encoding" not in again
    assert again["Vary"] == zipped["Vary"]


class Weighing:
    """A cache that keeps nothing but the number of bytes that it was given."""

    def __init__(self):
        self.bytes, self.add, self.incr = 0, cache.add, cache.incr

    def get(self, key):
        return None

    def set(self, key, value, timeout):
        self.bytes += len(value[0])


def test_pages_are_kept_within_a_budget_of_bytes(client, monkeypatch):
    make_project("Here")
    weighing = Weighing()
    monkeypatch.setattr(pages, "cache", weighing)
    monkeypatch.setattr(pages, "MOST_BYTES", 30_000)
    for number in range(12):
        assert client.get(f"/projects/?q=here+{number}").status_code == 200
    assert 0 < weighing.bytes <= 30_000


JUNK = ["x", "a" * 32, "'; --", "\x00", "ü" * 32, "x" * 4000]


@pytest.mark.parametrize("name", ["sessionid", "messages"])
@pytest.mark.parametrize("value", JUNK)
def test_a_cookie_that_is_none_of_ours_takes_the_page_that_is_kept(client, name, value, kept):
    make_project("Here")
    client.get("/projects/")
    stranger = Client()
    stranger.cookies[name] = value
    response = stranger.get("/projects/")
    assert response["Cache-Control"] == "public, no-cache"
    assert b"Here" in response.content
    assert len(kept) == 1


READ = re.compile(r"""\bHTTP_([A-Z][A-Z_]+)|headers(?:\.get\(|\[)["']([\w-]+)""")
DJANGO = Path(django.__file__).parent
SOURCES = [
    *(DJANGO / name for name in ("core", "http", "middleware", "utils", "views")),
    *(Path(module.__file__).parent for module in (django_htmx, whitenoise)),
    *(path.parent for path in Path(settings.BASE_DIR).glob("*/__init__.py") if path.parent.name != "tests"),
]


def names_of_headers():
    """Return every name of a header that Django, the libraries of the middleware, or our code reads."""
    texts = (path.read_text(encoding="utf-8") for folder in SOURCES for path in folder.rglob("*.py"))
    return {"".join(found).upper().replace("-", "_") for text in texts for found in READ.findall(text)}


# Beside what is read today: what proxies and frameworks read elsewhere.
OTHERS = {
    "FORWARDED",
    "X_FORWARDED_PREFIX",
    "X_FORWARDED_SCHEME",
    "X_HTTP_METHOD_OVERRIDE",
    "X_ORIGINAL_URL",
    "X_REWRITE_URL",
    "X_SCRIPT_NAME",
    "SCRIPT_NAME",
    "HX_TARGET",
    "HX_TRIGGER",
    "PREFER",
    "ACCEPT",
    "ACCEPT_LANGUAGE",
    "RANGE",
    "USER_AGENT",
}
VALUES = ["evil", "1", "true", "https", "de", "POST", "/de/", "bytes=0-9", "http://evil.example/", "gzip", "*"]
# What a server, or a header that it believes, puts beside the headers.
BESIDE = ["SCRIPT_NAME", "REMOTE_USER", "REMOTE_ADDR", "SERVER_NAME", "SERVER_PORT", "wsgi.url_scheme", "CONTENT_TYPE"]


@pytest.mark.parametrize("name", [*(f"HTTP_{name}" for name in sorted(names_of_headers() | OTHERS)), *BESIDE])
def test_no_header_plants_a_page_for_others(client, name):
    client.raise_request_exception = False
    make_project("Here")
    true = client.get("/projects/").content
    cache.key_prefix += "anew"
    for value in VALUES:
        client.get("/projects/", **{name: value})
    assert client.get("/projects/").content == true
