import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from entries.actions import publish
from listing.exports import absolute, csv_cell
from projects.models import Partnership, Role, Status
from tests.factories import make_organisation, make_project

HEARD = ("freshness", "last_seen")


def in_languages(*texts):
    """Return the columns of texts in several languages."""
    return {f"{name}_{code}" for name in texts for code, _label in settings.LANGUAGES} | {"translated_by_machine"}


pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def body(response):
    return b"".join(response.streaming_content).decode()


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(body(response).removeprefix("\ufeff"))))


def test_csv_has_the_rows_of_the_filtered_list_in_its_order(client):
    make_project("Beta", themes=("housing",))
    make_project("alpha", themes=("housing", "language"), languages=["de", "ar"])
    make_project("Other", themes=("health",))
    make_project("Draft", themes=("housing",), published=False)
    rows = csv_rows(client.get("/projects.csv?theme=housing"))
    assert [row["name"] for row in rows] == ["alpha", "Beta"]
    assert rows[0]["themes"] == "housing;language"
    assert rows[0]["languages"] == "ar;de"
    assert rows[0]["address"].endswith("/projects/alpha/")


def test_csv_defuses_what_a_spreadsheet_would_run(client):
    make_project("=HYPERLINK(1)")
    (row,) = csv_rows(client.get("/projects.csv"))
    assert row["name"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@me", "'@me"),
        ("\tindented", "'\tindented"),
        ("\r=1", "'\r=1"),
        (-1, "'-1"),
        (["=a", "b"], "'=a;b"),
        (["a", "=b"], "a;=b"),
        ("a=1", "a=1"),
        (0, "0"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_cell_begins_with_nothing_that_a_spreadsheet_takes_for_a_formula(value, cell):
    assert csv_cell(value) == cell


def test_json_names_its_licence_and_the_published_organisations(client):
    project = make_project(
        "Alpha", organisations=[make_organisation("Shown"), make_organisation("Hidden", published=False)]
    )
    data = json.loads(body(client.get("/projects.json")))
    assert data["licence"].startswith("https://creativecommons.org/")
    (row,) = data["projects"]
    assert row["name"] == project.name
    assert row["organisations"] == ["Shown"]


def test_data_tell_the_public_successor_and_networks_alone(client):
    shown, hidden = make_project("Shown"), make_project("Hidden", published=False)
    for number, successor in enumerate([shown, hidden, None]):
        make_project(f"Ended {number}", status=Status.DISCONTINUED, successor=successor)
    networks = [make_organisation("Net", kind="grassroots"), make_organisation("Secret", published=False)]
    make_organisation("Member", networks=networks)

    projects = json.loads(body(client.get("/projects.json?status=discontinued")))["projects"]
    organisations = json.loads(body(client.get("/organisations.json?network=net")))["organisations"]

    assert [row["successor"] for row in projects] == [absolute(shown.get_absolute_url()), None, None]
    assert [row["networks"] for row in organisations] == [["Net"]]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (
            "projects",
            "name,address,summary,website,themes,cities,countries,where,status,launched,ended,languages,newcomer_led,"
            "focus,seeking,organisations,confirmed_on,checked_on,website_answered_on,edited_at,sources",
            {
                "description",
                "text_language",
                "successor",
                "successor_name",
                "lessons",
                "technologies",
                "source_code",
                *(
                    "audience",
                    "cost",
                    "delivery",
                    "reach",
                    "reach_places",
                    "how_to_start",
                    "language_level",
                    "step_free",
                ),
                *("email", "phone", "channels"),
                *HEARD,
                *in_languages("summary", "description", "audience", "how_to_start"),
            },
        ),
        (
            "organisations",
            "name,address,summary,website,themes,cities,countries,where,kind,size,founded,confirmed_on,checked_on,"
            "website_answered_on,edited_at,sources",
            {
                "description",
                "text_language",
                "other_names",
                "networks",
                *HEARD,
                *in_languages("summary", "description"),
            },
        ),
    ],
)
def test_columns_that_came_later_stand_behind_those_that_programs_know(client, kind, old, new):
    columns = body(client.get(f"/{kind}.csv")).removeprefix("\ufeff").splitlines()[0].split(",")

    assert columns[: old.count(",") + 1] == old.split(",")
    assert set(columns[old.count(",") + 1 :]) == new


@pytest.mark.parametrize("extension", ["csv", "json", "geojson"])
def test_the_queries_of_data_do_not_grow_with_their_rows(client, extension):
    def add(names):
        for name in names:
            partner = make_organisation(f"Partner of {name}", kind="grassroots")
            make_organisation(f"Member {name}", networks=[partner])
            successor = make_project(f"New {name}", organisations=[partner])
            make_project(f"Old {name}", status=Status.DISCONTINUED, successor=successor, organisations=[partner])

    everything = {"projects": "status=all", "organisations": ""}

    def queries(kind):
        with CaptureQueriesContext(connection) as asked:
            body(client.get(f"/{kind}.{extension}?{everything[kind]}"))
        return len(asked)

    add("ab")
    few = [queries(kind) for kind in ("projects", "organisations")]
    add("cdefgh")

    assert [queries(kind) for kind in ("projects", "organisations")] == few


def test_an_organisation_with_two_roles_is_named_once(client):
    school = make_organisation("School")
    project = make_project("Alpha", organisations=[school])
    Partnership.objects.create(project=project, organisation=school, role=Role.FUNDER)
    (row,) = json.loads(body(client.get("/projects.json")))["projects"]
    assert row["organisations"] == ["School"]
    (row,) = csv_rows(client.get("/projects.csv"))
    assert row["organisations"] == "School"


def test_json_of_an_empty_list_is_sound(client):
    assert json.loads(body(client.get("/projects.json")))["projects"] == []


def test_geojson_has_a_point_a_city_and_null_where_none_is_known(client):
    make_project("Here", cities=("berlin", "hamburg"))
    make_project("Somewhere", cities=())
    here, somewhere = json.loads(body(client.get("/projects.geojson")))["features"]
    assert here["geometry"] == {"type": "MultiPoint", "coordinates": [[13.4, 52.5], [13.4, 52.5]]}
    assert somewhere["geometry"] is None


def test_atom_lists_the_newest_first(client):
    make_project("Older")
    make_project("Newer")
    feed = ElementTree.fromstring(body(client.get("/projects.atom")))
    assert [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")] == ["Newer", "Older"]


def test_atom_has_the_newest_alone_by_the_day_on_which_they_were_published(client, monkeypatch):
    monkeypatch.setattr("listing.exports.FEED_LENGTH", 2)
    late = make_project("Made first, published last", published=False)
    for name in ("One", "Two"):
        make_project(name)
    publish(late)
    feed = ElementTree.fromstring(body(client.get("/projects.atom")))
    names = [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")]
    assert names == ["Made first, published last", "Two"]


def test_data_are_called_what_was_asked_for(client, settings):
    make_project()
    query = "?theme=language&where=berlin"
    assert json.loads(body(client.get(f"/projects.json{query}")))["title"] == "Projects: Language · Where: Berlin"
    assert json.loads(body(client.get("/projects.json")))["title"] == "Projects"
    feed = ElementTree.fromstring(body(client.get(f"/projects.atom{query}")))
    assert feed.find(f"{ATOM}title").text == f"{settings.SITE_NAME}: Projects: Language · Where: Berlin"
    page = client.get(f"/projects/{query}").content.decode()
    assert 'type="application/atom+xml" title="Projects: Language · Where: Berlin"' in page


@pytest.mark.parametrize("extension", ["csv", "json", "geojson", "atom"])
def test_data_at_an_address_of_old_are_those_of_today(client, extension):
    make_project("Before", launched=2011, status="active")
    make_project("After", launched=2019, status="active")

    old, new = (
        body(client.get(f"/projects.{extension}?{query}&sort=founded"))
        for query in ("founded_from=2015", "launched_from=2015")
    )

    assert "After" in old
    assert "Before" not in old
    assert "since 2015" in old or extension in ("csv", "geojson")
    assert len(old.splitlines()) == len(new.splitlines())


@pytest.mark.parametrize(
    "query",
    [
        "theme=nonsense",
        "launched_from=abc",
        "status=ended",
        "per_page=13",
        "page=abc",
        "page=0",
    ],
)
@pytest.mark.parametrize("extension", ["csv", "json", "geojson", "atom"])
def test_a_format_refuses_what_it_does_not_know_and_names_it(client, query, extension):
    make_project()
    response = client.get(f"/projects.{extension}?{query}")
    assert response.status_code == 400
    assert query in response.content.decode()


def test_a_format_tells_what_is_not_known_from_what_is_too_many(client):
    response = client.get("/projects.csv?sort=name&sort=newest&theme=nothing&sort=name")
    assert response.content.decode() == "Not known:\ntheme=nothing\nToo many values:\nsort=newest\n"


@pytest.mark.parametrize("extension", ["csv", "json", "geojson", "atom"])
def test_a_subscription_survives_what_others_hang_onto_its_address(client, extension):
    make_project("Alpha", themes=("housing",))
    make_project("Beta", themes=("language",))

    response = client.get(f"/projects.{extension}?utm_source=mail&theme=housing&fbclid=1&nocache=%00")

    assert response.status_code == 200
    content = body(response)
    assert ("Alpha" in content, "Beta" in content) == (True, False)
    assert "utm_source" not in content


def test_a_format_has_the_whole_list_whichever_page_it_is_asked_from(client):
    make_project("Alpha")
    assert [row["name"] for row in csv_rows(client.get("/projects.csv?per_page=12&page=2"))] == ["Alpha"]


def test_an_unknown_format_is_not_found(client):
    assert client.get("/projects.pdf").status_code == 404


def test_organisations_are_exported_the_same_way(client):
    make_organisation("Alpha", kind="nonprofit")
    (row,) = csv_rows(client.get("/organisations.csv?kind=nonprofit"))
    assert row["name"] == "Alpha"


@pytest.mark.parametrize("extension", ["csv", "json", "geojson"])
def test_the_number_of_queries_of_an_export_does_not_grow_with_its_rows(
    client, extension, django_assert_max_num_queries
):
    for _number in range(20):
        make_project(organisations=[make_organisation()])
    with django_assert_max_num_queries(10):
        body(client.get(f"/projects.{extension}"))
