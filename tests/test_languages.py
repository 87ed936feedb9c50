"""The language of a page is that of its address, and every page says in which others it can be had."""

import re

import pytest

from tests.factories import make_project

pytestmark = pytest.mark.django_db


def alternates(page):
    """Return language -> path of what a page names as itself in other languages."""
    links = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://[^/"]+([^"]*)">', page)
    return dict(links)


@pytest.mark.parametrize("path", ["/", "/projects/?where=berlin", "/map/", "/submit/"])
def test_what_the_browser_asks_for_changes_nothing(client, path):
    response = client.get(path, headers={"accept-language": "ar,de;q=0.8"})

    assert response.status_code == 200
    assert '<html lang="en" dir="ltr">' in response.content.decode()
    assert response["Content-Language"] == "en"
    assert "Accept-Language" not in response["Vary"]


@pytest.mark.parametrize(
    ("prefix", "language", "direction"),
    [("", "en", "ltr"), ("/de", "de", "ltr"), ("/fr", "fr", "ltr"), ("/ar", "ar", "rtl"), ("/uk", "uk", "ltr")],
)
@pytest.mark.parametrize("path", ["/", "/projects/lingo/", "/mine/sign-in/", "/no/such/page/"])
def test_every_page_says_its_language_and_direction(client, prefix, language, direction, path):
    make_project("Lingo", slug="lingo")

    page = client.get(prefix + path).content.decode()

    assert f'<html lang="{language}" dir="{direction}">' in page


def test_a_broken_page_breaks_in_its_own_language(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("dsi_directory.views.Home.get_context_data", broken)
    client.raise_request_exception = False

    assert '<html lang="ar" dir="rtl">' in client.get("/ar/").content.decode()


def test_alternates_are_addresses_that_call_themselves_canonical(client):
    make_project("Lingo", slug="lingo")

    page = client.get("/de/projects/?where=berlin").content.decode()

    assert alternates(page) == {
        "en": "/projects/",
        "de": "/de/projects/",
        "fr": "/fr/projects/",
        "ar": "/ar/projects/",
        "uk": "/uk/projects/",
        "x-default": "/projects/",
    }
    for path in alternates(page).values():
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in client.get(path).content.decode()


def test_the_menu_of_languages_keeps_the_page_and_its_query(client):
    page = client.get("/uk/projects/?where=berlin&theme=language").content.decode()

    menu = re.search(r'<details class="languages".*?</details>', page, re.S)[0]
    assert re.findall(r'href="([^"]*)" lang="(\w+)"', menu) == [
        (f"{prefix}/projects/?where=berlin&amp;theme=language", code)
        for prefix, code in (("", "en"), ("/de", "de"), ("/fr", "fr"), ("/ar", "ar"), ("/uk", "uk"))
    ]


def test_an_error_offers_no_other_language_of_itself(client):
    page = client.get("/no/such/page/").content.decode()

    assert "data-offer" not in page
    assert alternates(page) == {}
    assert 'href="/de/"' in page
