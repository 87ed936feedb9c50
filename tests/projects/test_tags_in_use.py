"""Themes and cities: which of them have a page, and in what order cities stand."""

import pytest

from entries.actions import publish
from projects.tags_in_use import in_use
from taxonomy.models import City, Theme
from tests.factories import make_city, make_curator, make_organisation, make_project, make_theme, make_visitor

pytestmark = pytest.mark.django_db

PAGES = ("/cities/hamburg/", "/ar/cities/hamburg/", "/cities/hamburg/card.png")


def test_what_published_projects_and_organisations_have_is_in_use():
    make_project(themes=["language"], cities=["berlin"])
    make_organisation(themes=["housing"], cities=["paris"])
    make_project("Draft", themes=["health"], cities=["hamburg"], published=False)
    make_organisation("Another draft", themes=["coding"], cities=["london"], published=False)

    assert {theme.slug for theme in in_use(Theme)} == {"language", "housing"}
    assert {city.slug for city in in_use(City)} == {"berlin", "paris"}


@pytest.mark.parametrize("make", [make_project, make_organisation])
def test_a_city_that_only_drafts_name_has_no_page_until_one_is_published(client, make):
    draft = make(cities=["hamburg"], published=False)
    assert [client.get(page).status_code for page in PAGES] == [404, 404, 404]

    publish(draft)

    assert [client.get(page).status_code for page in PAGES] == [200, 200, 200]


def test_curators_see_the_city_of_a_draft(client):
    make_project(cities=["hamburg"], published=False)
    client.force_login(make_visitor())
    assert client.get(PAGES[0]).status_code == 404
    client.force_login(make_curator())
    assert client.get(PAGES[0]).status_code == 200


def test_a_theme_that_nothing_has_yet_keeps_its_page(client):
    make_theme("health")
    assert client.get("/themes/health/").status_code == 200


def test_cities_with_as_many_projects_stand_in_the_order_of_the_alphabet(client):
    for slug, name in (("zwickau", "Zwickau"), ("orebro", "Örebro"), ("aachen", "Aachen"), ("berlin", "Berlin")):
        make_city(slug, name=name)
        make_project(cities=[slug])
    make_project(cities=["berlin"])

    assert [city.name for city in client.get("/cities/").context["cities"]] == ["Berlin", "Aachen", "Örebro", "Zwickau"]
    table = client.get("/map/").context["map"].drawn
    assert [place.city.name for place in table] == ["Berlin", "Aachen", "Örebro", "Zwickau"]


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [("", ["Germany", "Italy", "Austria", "France"]), ("/de", ["Deutschland", "Italien", "Frankreich", "Österreich"])],
)
def test_countries_with_as_many_projects_stand_in_the_order_of_their_own_names(client, prefix, expected):
    towns = [("berlin", "DE", 1), ("rome", "IT", 2), ("arles", "FR", 1), ("wien", "AT", 1)]
    for slug, country, projects in towns:
        make_city(slug, country=country)
        for _number in range(projects):
            make_project(cities=[slug])

    page = client.get(f"{prefix}/cities/").content.decode()

    assert sorted(expected, key=page.index) == expected


def test_drafts_and_ended_projects_are_in_no_count_of_a_theme_a_city_a_ring_or_the_map(client):
    make_project(themes=["language"], cities=["berlin"])
    make_project("Ended", themes=["language"], cities=["berlin"], status="discontinued")
    make_project("Draft", themes=["language"], cities=["berlin"], published=False)
    make_project("Draft elsewhere", themes=["health"], cities=["hamburg"], published=False)

    home, themes = client.get("/").context, client.get("/themes/").context["themes"]
    for shown in (home["themes"], themes):
        assert {theme.slug: theme.project_count for theme in shown} == {"language": 1, "health": 0}
    assert {ring["key"]: ring["count"] for ring in home["rings"] if ring["count"]} == {"berlin": 1}
    cities = client.get("/cities/").context["cities"]
    assert [(city.slug, city.project_count) for city in cities] == [("berlin", 1)]
    assert client.get("/map/picture.svg").content.decode().count("<circle") == 1
