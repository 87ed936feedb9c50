"""Lists know how fresh their entries are: their order, what they fold away, and what can be asked for."""

import json
from datetime import date

import pytest

from dsi_directory.views import HomeSharingImage
from entries.freshness import counted_day
from listing.page import LeftOutRows
from projects.models import Status
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-11-29 12:00+00:00", tick=False)


@pytest.fixture
def projects():
    """One of each freshness, whose names stand in another order."""
    make_project("Ended", status=Status.DISCONTINUED, launched=2015)
    seen("Silent", "2016-03", launched=2015)
    seen("Quiet", "2022-03", launched=2015)
    seen("Seen", "2025", launched=2015)
    make_project("Confirmed", confirmed_on=date(2026, 5, 3), launched=2015)
    seen("Draft", "2026-03", published=False)


def seen(name, written, **fields):
    return make_project(name, last_seen=written, last_seen_on=counted_day(written), **fields)


def names(client, address):
    return [entry.name for entry in client.get(address).context["page_obj"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Confirmed", "Seen", "Quiet"]),
        ("sort=name", ["Confirmed", "Quiet", "Seen"]),
        ("sort=launched", ["Confirmed", "Seen", "Quiet"]),
        ("q=helps", ["Confirmed", "Seen", "Quiet"]),
        ("fresh=confirmed", ["Confirmed"]),
        ("fresh=seen", ["Seen"]),
        ("fresh=quiet", ["Quiet"]),
        ("fresh=silent", ["Silent"]),
        ("fresh=silent&fresh=seen", ["Seen", "Silent"]),
        ("fresh=all", ["Confirmed", "Seen", "Quiet", "Silent"]),
        ("status=all", ["Confirmed", "Seen", "Quiet", "Ended"]),
        ("status=all&fresh=all", ["Confirmed", "Seen", "Quiet", "Silent", "Ended"]),
        ("status=discontinued", ["Ended"]),
    ],
)
def test_fresh_stands_before_quiet_before_silent_before_ended(client, projects, query, expected):
    assert names(client, f"/projects/?{query}") == expected


def test_what_is_folded_away_is_counted_with_the_way_to_it(client, projects):
    response = client.get("/projects/?theme=language")

    assert response.context["left_out"] == [
        LeftOutRows(1, "1 more has not been heard of since November 2021.", "/projects/?theme=language&fresh=all"),
        LeftOutRows(1, "1 that has ended is not shown.", "/projects/?theme=language&status=all"),
    ]
    assert "1 more has not been heard of since November 2021." in response.content.decode()
    assert client.get("/projects/?fresh=all&status=all").context["left_out"] == []


@pytest.mark.parametrize("address", ["/map/", "/cities/berlin/", "/themes/language/"])
def test_other_pages_with_the_list_say_so_too(client, projects, address):
    assert "1 more has not been heard of since November 2021." in client.get(address).content.decode()


def test_an_empty_list_leads_to_the_silent_ones(client):
    seen("Silent", "2016-03")
    html = client.get("/projects/?theme=language").content.decode()

    assert "Nothing matches all your filters" in html
    assert 'href="/projects/?theme=language&amp;fresh=all"' in html


def test_the_facet_counts_what_a_tick_would_give(client, projects):
    (facet,) = [facet for facet in client.get("/projects/").context["facets"] if facet.name == "fresh"]

    assert {option.value: option.count for option in facet.options} == {
        **{"confirmed": 1, "seen": 1, "quiet": 1, "silent": 1},
        "all": 4,
    }


def test_an_unknown_freshness_is_named_and_left_out(client, projects):
    response = client.get("/projects/?fresh=dead")

    assert "dead" in response.context["notices"][0]
    assert client.get("/projects.csv?fresh=dead").status_code == 400


def test_the_former_order_leads_to_the_one_of_today(client):
    assert client.get("/projects/?sort=verified").url == "/projects/?sort=fresh"


def test_organisations_without_a_date_are_all_shown_by_name(client):
    make_organisation("B")
    make_organisation("A", founded=1990)
    make_organisation("C", confirmed_on=date(2026, 1, 1))

    assert names(client, "/organisations/") == ["C", "A", "B"]


def test_exports_have_the_freshness_and_when_it_was_last_seen(client, projects):
    rows = json.loads(b"".join(client.get("/projects.json?fresh=all&status=all").streaming_content))["projects"]

    assert [(row["name"], row["freshness"], row["last_seen"]) for row in rows] == [
        ("Confirmed", "confirmed", ""),
        ("Seen", "seen", "2025"),
        ("Quiet", "quiet", "2022-03"),
        ("Silent", "silent", "2016-03"),
        ("Ended", "ended", ""),
    ]


def test_cards_handouts_and_feeds_say_it_in_words(client, projects):
    for address in ("/projects/?fresh=all", "/projects/handout.html?fresh=all"):
        html = client.get(address).content.decode()
        for words in ("Confirmed in May 2026", "Seen in 2025", "Last heard of in March 2022"):
            assert words in html
        assert "Not heard of since March 2016" in html
    feed = b"".join(client.get("/projects.atom").streaming_content).decode()
    assert "Last heard of in March 2022" in feed


def test_linked_data_date_the_page_by_what_people_did_alone(client):
    quiet = seen("Quiet", "2022-03")
    assert "dateModified" not in client.get(quiet.get_absolute_url()).content.decode()

    known = make_project(confirmed_on=date(2026, 5, 3))
    type(known).objects.filter(pk=known.pk).update(edited_at="2026-06-01 10:00+00:00")
    html = client.get(known.get_absolute_url()).content.decode()
    assert '"lastReviewed": "2026-05-03", "dateModified": "2026-06-01"' in html


def test_home_and_its_image_show_and_count_no_silent_ones_as_the_lists_do(client):
    seen("Lingo", "2026-03")
    seen("Silent", "2016")
    make_organisation("Helpers")
    make_organisation("Forgotten", last_seen="2016", last_seen_on=date(2016, 12, 31))

    home = client.get("/").context
    assert [project.name for project in home["newest"]] == ["Lingo"]
    lists = [client.get(f"/{kind}/").context["total"] for kind in ("projects", "organisations")]
    assert [home["project_count"], home["organisation_count"]] == lists == [1, 1]
    assert HomeSharingImage().get_card().facts == ("1 project", "1 organisation")


def test_home_shows_what_was_heard_of_lately_the_nearest_first(client):
    seen("Far", "2026-03", cities=("paris",), country="FR")
    seen("Near", "2025", cities=("berlin",))
    seen("Quiet", "2022-03", cities=("berlin",))
    seen("In the country", "2025-06", cities=("hamburg",))

    assert [project.name for project in client.get("/").context["heard_of"]] == ["Near", "In the country", "Far"]
