"""A list as a sheet to print: all of it, with the addresses written out."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from entries.actions import store_texts
from tests.cluster.making import make_event, make_funding, make_publication
from tests.factories import make_organisation, make_project, make_theme

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


def test_a_handout_says_what_it_left_out_of_what_was_asked_for(client):
    make_project("Lingo")
    html = client.get("/projects/handout.html?theme=nothing&page=7").content.decode()
    assert "“nothing” is not known as a value of “theme” and was left out." in html
    assert "There is no page" not in html
    assert "notice" not in client.get("/projects/handout.html?theme=language").content.decode()


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


def test_a_handout_is_grouped_by_theme_with_what_runs_first(client):
    make_theme("housing", position=2, name_ar="السكن")
    make_theme("language", position=1, name_ar="اللغة")
    today = timezone.localdate()
    make_project("Both", themes=("housing", "language"), checked_on=today - timedelta(days=40))
    make_project("Beds", themes=("housing",), checked_on=today - timedelta(days=900))
    make_project("Rooms", themes=("housing",), checked_on=today)
    make_project("None", themes=())

    def sections(query):
        context = client.get(f"/projects/handout.html?fresh=all&{query}").context
        return [(each.heading, [entry.name for entry in each.entries]) for each in context["sections"]]

    assert sections("") == [
        ("Language", ["Both"]),
        ("Housing", ["Rooms", "Beds"]),
        ("Other entries", ["None"]),
    ]
    assert sections("theme=housing") == [("", ["Rooms", "Both", "Beds"])]
    assert sections("theme=housing&q=nothing") == []
    page = client.get("/projects/handout.html?fresh=all&second=ar").content.decode()
    heading = page.partition('<h2 class="handout__theme">')[2].partition("</h2>")[0]
    assert "Language" in heading
    assert '<span class="said-again" lang="ar" dir="rtl">اللغة</span>' in heading


def test_a_sheet_says_how_to_start_and_whom_to_ask(client):
    project = make_project("Lingo", how_to_start="write to us", email="help@lingo.example", phone="+49 30 901820")
    store_texts(project, {"how_to_start": "schreiben Sie uns"}, language="de", origin="person")

    for address in ("/projects/handout.html?second=de", "/my-list/?pick=project/lingo&second=de"):
        page = client.get(address).content.decode()
        first, _mark, second = page.partition('<div class="card__second"')
        assert '<b>How to start</b>: <span lang="en" dir="auto">Write to us</span>' in first
        assert '<span dir="ltr" translate="no">help@lingo.example</span>' in first
        assert "+49 30 901820" in first
        assert '<span lang="de" dir="auto">Schreiben Sie uns</span>' in second
    assert "How to start" not in client.get("/projects/").content.decode()


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
