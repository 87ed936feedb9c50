import csv
import io
import json
from xml.etree import ElementTree

import pytest

from projects.models import Partnership, Role
from tests.factories import make_organisation, make_project

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


def test_json_names_its_licence_and_the_published_organisations(client):
    project = make_project(
        "Alpha", organisations=[make_organisation("Shown"), make_organisation("Hidden", published=False)]
    )
    data = json.loads(body(client.get("/projects.json")))
    assert data["licence"].startswith("https://creativecommons.org/")
    (row,) = data["projects"]
    assert row["name"] == project.name
    assert row["organisations"] == ["Shown"]


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


def test_data_are_called_what_was_asked_for(client, settings):
    make_project()
    query = "?theme=language&where=berlin"
    assert json.loads(body(client.get(f"/projects.json{query}")))["title"] == "Projects: Language · Where: Berlin"
    assert json.loads(body(client.get("/projects.json")))["title"] == "Projects"
    feed = ElementTree.fromstring(body(client.get(f"/projects.atom{query}")))
    assert feed.find(f"{ATOM}title").text == f"{settings.SITE_NAME}: Projects: Language · Where: Berlin"
    page = client.get(f"/projects/{query}").content.decode()
    assert 'type="application/atom+xml" title="Projects: Language · Where: Berlin"' in page


@pytest.mark.parametrize(
    "query",
    [
        "theme=nonsense",
        "colour=red",
        "founded_from=abc",
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
    with django_assert_max_num_queries(9):
        body(client.get(f"/projects.{extension}"))
