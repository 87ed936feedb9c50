"""A list as a sheet to print: all of it, with the addresses written out."""

import re

import pytest

from tests.cluster.making import make_event, make_funding, make_publication
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db


def test_a_handout_has_the_whole_list_and_says_what_was_asked_for(client, settings):
    for number in range(30):
        make_project(f"Bed {number:02}", themes=("housing",), website="https://www.bed.example/here")
    make_project("Lingo")
    make_project("Draft", themes=("housing",), published=False)
    response = client.get("/projects/handout.html?theme=housing&per_page=12&page=2")
    html = response.content.decode()
    assert [entry.name for entry in response.context["entries"]] == [f"Bed {number:02}" for number in range(30)]
    assert "Projects: <bdi>Housing</bdi>" in html
    assert f"<title>Projects: Housing – {settings.SITE_NAME}</title>" in html
    assert f"{settings.SITE_URL}/projects/?theme=housing&amp;per_page=12" in html
    assert "bed.example/here" in html
    assert '/qr.svg?path=%2Fprojects%2F%3Ftheme%3Dhousing%26per_page%3D12"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_list_leads_to_its_handout(client):
    make_project("Lingo")
    html = client.get("/de/projects/?theme=language&page=1").content.decode()
    assert 'href="/de/projects/handout.html?theme=language"' in html


def test_a_printed_page_of_a_list_says_which_entries_it_has_and_where_all_of_them_are(client, settings):
    for _number in range(13):
        make_project()
    html = client.get("/projects/?theme=language&per_page=12&page=2").content.decode()
    assert re.search(r'<p class="print-only">\s*Entries 13 to 13 of 13. The whole list:', html)
    assert f">{settings.SITE_URL}/projects/handout.html?theme=language&amp;per_page=12</span>" in html
    assert "The whole list:" not in client.get("/projects/?theme=language").content.decode()


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_every_list_has_a_handout(client, prefix):
    make_organisation("Helpers")
    make_event("Summit", registration_url="https://www.summit.example/register")
    make_publication("Report", url="https://www.report.example/file")
    make_funding("Money", url="https://www.money.example/call")
    expected = {
        "organisations": "Helpers",
        "events": "summit.example/register",
        "publications": "report.example/file",
        "funding": "money.example/call",
    }
    for name, text in expected.items():
        assert text in client.get(f"{prefix}/{name}/handout.html").content.decode()


def test_a_very_long_list_is_cut_and_says_so(client, monkeypatch):
    monkeypatch.setattr("listing.views.MOST_ON_PAPER", 2)
    for _number in range(3):
        make_project()
    response = client.get("/projects/handout.html")
    assert len(response.context["entries"]) == 2
    assert "These are the first 2." in response.content.decode()


def test_an_empty_handout_is_a_sound_page(client):
    assert client.get("/projects/handout.html?theme=nonsense").status_code == 200


@pytest.mark.parametrize("rows", [2, 30])
def test_a_handout_takes_no_more_queries_for_more_rows(client, django_assert_max_num_queries, rows):
    for _number in range(rows):
        make_project()
    with django_assert_max_num_queries(12):
        client.get("/projects/handout.html?theme=language")
