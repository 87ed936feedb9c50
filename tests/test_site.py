"""What the site as a whole offers: the map for search engines, pages of errors."""

import re
from copy import copy
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from dsi_directory.sitemaps import SECTIONS, Entries, Translated
from dsi_directory.views import HomeSharingImage
from listing import filtersets, tags_of_rows
from projects import suggestions
from taxonomy.vocabularies import Vocabularies
from tests.factories import make_organisation, make_project

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def locations(client, address):
    tree = ElementTree.fromstring(client.get(address).content)
    return [element.text for element in tree.findall(".//s:loc", NAMES)]


@pytest.mark.django_db
def test_the_sitemap_leads_to_every_published_entry_in_every_language(client, settings):
    project = make_project("Lingo")
    make_project("Draft", themes=["health"], cities=["hamburg"], published=False)
    make_organisation("Helpers")
    sections = locations(client, "/sitemap.xml")
    assert len(sections) == len(SECTIONS)
    found = [address for section in sections for address in locations(client, section)]
    assert [address for address in found if re.search("draft|health|hamburg", address)] == []
    paths = {address.removeprefix(settings.SITE_URL) for address in found}
    assert {f"{prefix}{project.get_absolute_url()}" for prefix in ("", "/de", "/fr", "/ar", "/uk")} <= paths
    assert {"/", "/uk/organisations/helpers/", "/ar/themes/language/", "/de/cities/berlin/"} <= paths
    for path in paths:
        assert client.get(path).status_code == 200, path


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "marks"), [("", ""), ("/de", ".,"), ("/ar", "،"), ("/uk", ",,")])
def test_marks_behind_the_fields_of_the_sentence_can_be_left_out_on_a_phone(client, prefix, marks):
    page = client.get(f"{prefix}/").content.decode()

    assert "".join(re.findall('</select><span class="sentence__mark">(.)</span>', page)) == marks


@pytest.mark.django_db
def test_a_page_of_the_sitemap_reads_only_the_entries_that_it_names(client, monkeypatch):
    projects = [make_project() for _number in range(5)]
    monkeypatch.setattr(Translated, "limit", 7)
    pages = locations(client, "/sitemap.xml")
    pages = [page for page in pages if "sitemap-projects" in page]
    assert len(pages) == 4
    read = []
    monkeypatch.setattr(Entries, "lastmod", lambda _self, entry: read.append(entry.pk) or entry.updated_at)
    by_page = [locations(client, page) for page in pages]
    assert [len(page) for page in by_page] == [7, 7, 7, 4]
    assert len({address for page in by_page for address in page}) == 25
    assert read == [project.pk for project in projects for _language in LANGUAGES]


@pytest.mark.django_db
def test_the_sitemap_names_the_site_as_the_settings_do_whatever_name_a_request_came_by(client, settings):
    make_project("Lingo")
    settings.SITE_URL = "https://directory.example"
    sections = locations(client, "/sitemap.xml")
    assert {address.partition("/sitemap-")[0] for address in sections} == {"https://directory.example"}
    page = client.get("/sitemap-projects.xml").content.decode()
    assert "https://directory.example/de/projects/lingo/" in page
    assert "testserver" not in page


def closed(client):
    """Return a function that says of an address whether robots are kept off it, by the rules of RFC 9309."""
    lines = client.get("/robots.txt").content.decode().splitlines()
    rules = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    return lambda address: any(re.match(re.escape(rule).replace(r"\*", ".*"), address) for rule in rules)


@pytest.mark.parametrize("language", LANGUAGES)
def test_robots_are_kept_off_what_is_personal_or_has_no_end_in_every_language(client, language):
    with override(language):
        projects = reverse("projects:list")
        personal = [reverse("submissions:mine"), reverse("submissions:data"), reverse("suggest"), reverse("styleguide")]
        endless = [
            f"{projects}?theme=language&city=berlin",
            f"{projects}card.png?theme=language",
            f"{projects}handout.html",
            f"{projects}handout.html?theme=language",
        ]
        open_ones = [reverse("home"), projects, f"{projects}?page=2", f"{projects}card.png", reverse("city-list")]
    is_closed = closed(client)
    assert [address for address in personal + endless if not is_closed(address)] == []
    assert [address for address in open_ones if is_closed(address)] == []


def test_robots_find_the_sitemap(client, settings):
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in client.get("/robots.txt").content.decode()


@pytest.mark.django_db
def test_the_home_page_counts_the_projects_that_its_list_shows(client):
    make_project("Lingo")
    make_project("Gone", status="discontinued")
    make_project("Draft", published=False)
    assert client.get("/").context["project_count"] == client.get("/projects/").context["total"] == 1
    assert HomeSharingImage().get_card().facts[0] == "1 project"


@pytest.mark.django_db
def test_a_missing_page_searches_for_what_its_address_named(client):
    response = client.get("/projects/redi-school/")
    assert response.status_code == 404
    assert 'value="redi school"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/%ff%fe/",
        "/projects/%00/",
        "/projects/a%0ab/",
        "/" + "x" * 5000,
        "/xx/projects/",
        "/media/" + "x" * 300,
        "/media/%00",
    ],
)
def test_an_odd_address_is_not_found_rather_than_an_error(client, path, settings):
    Path(settings.MEDIA_ROOT).mkdir(parents=True)  # the file system looks at a name only where there is a folder
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused_in_the_look_of_the_site():
    response = Client(enforce_csrf_checks=True).post("/mine/sign-out/")
    assert response.status_code == 403
    assert "This is not open to you" in response.content.decode()


@pytest.mark.django_db
def test_an_error_of_the_server_has_a_page_that_needs_no_database(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("dsi_directory.views.Home.get_context_data", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "css/site.css" in response.content.decode()


def test_english_dates_are_british():
    assert date_format(date(2026, 11, 24)) == "24 November 2026"
    assert date_format(date(2026, 11, 24), "SHORT_DATE_FORMAT") == "24/11/2026"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", ["/", "/projects/", "/map/"])
def test_a_page_that_is_only_read_refuses_the_method(method, address):
    response = getattr(Client(enforce_csrf_checks=True), method)(address)

    assert response.status_code == 405
    assert "GET" in response["Allow"]


@pytest.mark.django_db
def test_no_page_changes_the_themes_and_cities_that_all_pages_share(client, monkeypatch):
    school = make_organisation("School", themes=["language"], cities=["berlin"])
    project = make_project("Lingo", organisations=[school])
    kept = Vocabularies("kept")
    for module in (filtersets, tags_of_rows, suggestions):
        monkeypatch.setattr(module, "current_vocabularies", lambda: kept)
    tags = [*kept.themes.values(), *kept.cities.values()]
    before = [copy(vars(tag)) for tag in tags]
    assert len(before) == 2
    pages = (
        "home",
        "theme-list",
        "city-list",
        "projects:list",
        "organisations:list",
        "insights:map",
        "insights:insights",
    )
    addresses = [*map(reverse, pages), *(each.get_absolute_url() for each in (project, school, *tags))]
    for address in (
        *addresses,
        "/projects/?q=berlin",
        "/search/?q=berlin",
        "/suggest/?q=be",
        "/projects.csv",
        "/projects.atom",
    ):
        response = client.get(address)
        assert b"".join(response) if response.streaming else response.content
        assert [vars(tag) for tag in tags] == before, address
