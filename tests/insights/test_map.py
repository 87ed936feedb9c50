import gzip
import re
from xml.etree import ElementTree

import pytest

from tests.factories import make_city, make_project

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def towns():
    make_city("berlin", latitude=52.52, longitude=13.41)
    make_city("hamburg", latitude=53.55, longitude=10.0)
    make_city("paris", latitude=48.86, longitude=2.35)
    make_city("new-york", latitude=40.71, longitude=-74.01)


def drawing(response, name="wide"):
    """Return a sheet of the map as parsed XML: it would fail if it were not well-formed."""
    (text,) = re.findall(rf'<svg[^>]*class="map map--{name}".*?</svg>', response.content.decode(), re.S)
    return ElementTree.fromstring(text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


def circles(response, name="wide"):
    """Return the name of each link -> its address."""
    return {link.find(f"{SVG}title").text: link.get("href") for link in drawing(response, name).iter(f"{SVG}a")}


def test_each_city_is_a_circle_that_leads_to_its_list(client, towns):
    for _number in range(3):
        make_project(cities=["berlin"])
    make_project(cities=["paris"], country="FR")
    make_project("Draft", cities=["hamburg"], published=False)

    response = client.get("/map/")

    assert circles(response) == {
        "Berlin: 3 projects": "/projects/?city=berlin",
        "Paris: 1 project": "/projects/?city=paris",
    }
    assert circles(response, "narrow") == circles(response)
    for name, address in circles(response).items():
        assert client.get(address).context["total"] == int(re.search(r"\d+", name)[0])


def test_areas_of_circles_are_in_proportion_to_numbers(client, towns):
    for _number in range(4):
        make_project(cities=["berlin"])
    make_project(cities=["paris"])

    four, one = (float(circle.get("r")) for circle in drawing(client.get("/map/")).iter(f"{SVG}circle"))

    assert four == pytest.approx(2 * one)


def test_the_filters_of_the_list_narrow_the_map_and_go_on_with_its_links(client, towns):
    make_project(cities=["berlin"], themes=["housing"])
    make_project(cities=["berlin", "paris"], themes=["language"])
    make_project("Ended", cities=["hamburg"], themes=["language"], status="discontinued")

    shown = circles(client.get("/map/", {"theme": "language"}))

    assert shown == {
        "Berlin: 1 project": "/projects/?theme=language&city=berlin",
        "Paris: 1 project": "/projects/?theme=language&city=paris",
    }
    assert "Hamburg: 1 project" in circles(client.get("/map/", {"status": "all"}))
    assert list(circles(client.get("/map/", {"city": "paris"}))) == ["Paris: 1 project"]


def test_the_parts_of_the_map_keep_the_query(client, towns):
    make_project(cities=["berlin"])

    response = client.get("/map/germany/", {"theme": "language"})

    addresses = [region["url"] for region in response.context["regions"]]
    assert addresses == ["/map/?theme=language", "/map/germany/?theme=language", "/map/world/?theme=language"]


def test_what_the_map_cannot_show_is_counted(client, towns):
    make_city("nowhere", latitude=None, longitude=None)
    make_project(cities=["berlin", "new-york"])
    make_project(cities=["new-york"])
    make_project(cities=["nowhere"])
    make_project(cities=[])

    response = client.get("/map/")

    assert response.context["map"].totals == {"here": 1, "elsewhere": 1, "nowhere": 2}
    assert client.get("/map/world/").context["map"].totals == {"here": 2, "elsewhere": 0, "nowhere": 2}
    assert "1 is outside its area." in response.content.decode()
    assert "For 2 projects no city is known." in response.content.decode()


def test_the_table_says_what_the_circles_say(client, towns):
    make_project(cities=["berlin"])
    make_project(cities=["berlin", "paris"])

    table = re.search(r"<table.*?</table>", client.get("/map/").content.decode(), re.S)[0]

    rows = re.findall(r'href="([^"]*)"><bdi>([^<]*)</bdi></a></th>\s*<td[^>]*>(\d+)<', table)
    assert rows == [("/projects/?city=berlin", "Berlin", "2"), ("/projects/?city=paris", "Paris, France", "1")]


def test_the_map_has_a_title_and_a_description(client, towns):
    make_project(cities=["berlin"])

    svg = drawing(client.get("/map/germany/"))

    assert svg.find(f"{SVG}title").text == "Map of projects: Germany"
    assert "The largest: Berlin: 1 project." in svg.find(f"{SVG}desc").text
    assert svg.get("aria-labelledby") == svg.find(f"{SVG}title").get("id")


def test_nothing_found_says_what_to_drop(client, towns):
    make_project(cities=["berlin"], themes=["language"])
    make_project(cities=["berlin"], themes=["housing"], status="active")

    page = client.get("/map/", {"theme": "language", "status": "active"}).content.decode()

    assert "Nothing matches all your filters" in page
    assert "<svg class=" not in re.sub(r'<svg class="(icon|hidden)"', "", page)


def test_an_unknown_value_is_named_and_left_out(client, towns):
    make_project(cities=["berlin"])

    response = client.get("/map/", {"theme": "nonsense"})

    assert list(circles(response)) == ["Berlin: 1 project"]
    assert "nonsense" in " ".join(response.context["notices"])


def test_a_part_of_the_map_that_is_none_is_not_found(client):
    assert client.get("/map/atlantis/").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/map/", "Map: Europe"),
        ("/map/germany/?theme=language&launched_from=2015", "Map: Germany · Language · since 2015"),
        ("/de/map/germany/?page=2", "Karte: Deutschland"),
    ],
)
def test_a_map_is_called_what_it_was_asked_for(client, towns, settings, headers, address, title):
    make_project(cities=["berlin"])
    page = client.get(address, headers=headers).content.decode()
    assert re.search(r"<title>(.*?)</title>", page, re.S)[1].strip() == f"{title} – {settings.SITE_NAME}"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_printed_map_says_what_it_shows(client, towns, settings, headers):
    make_project(cities=["berlin"])
    page = client.get("/map/germany/?theme=language&launched_to=2030", headers=headers).content.decode()
    head = page[page.index('<div class="handout__head">') :]
    assert "Map: <bdi>Germany · Language · until 2030</bdi>" in head
    assert "As of " in head
    assert f"{settings.SITE_URL}/map/germany/?theme=language&amp;launched_to=2030</span>" in head
    assert 'src="/qr.svg?path=%2Fmap%2Fgermany%2F%3Ftheme%3Dlanguage%26launched_to%3D2030"' in head


def test_htmx_gets_the_map_and_the_facets_without_the_page(client, towns):
    make_project(cities=["berlin"])

    page = client.get("/map/", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert 'id="results"' in page and 'id="facets" data-hx-swap-oob="true"' in page


def test_the_number_of_queries_does_not_grow(client, towns, django_assert_num_queries):
    make_project(cities=["berlin"])
    make_project(cities=["paris"])
    client.get("/map/")  # what is read once a process
    make_project(cities=["berlin"])
    with django_assert_num_queries(7):
        client.get("/map/")
    for number in range(20):
        make_city(f"town-{number}", latitude=50 + number / 10, longitude=10)
        make_project(cities=[f"town-{number}"], themes=[f"theme-{number}"])
    with django_assert_num_queries(7):
        client.get("/map/")


def test_the_second_visit_comes_from_the_cache(client, towns, django_assert_num_queries):
    make_project(cities=["berlin"])
    first = client.get("/map/")
    with django_assert_num_queries(1):
        assert client.get("/map/").content == first.content


def test_the_european_map_is_light_with_as_many_cities_as_it_draws(client):
    """The budget of the interface: 60 KB compressed. Prints what it weighs."""
    towns = [f"town-{number}" for number in range(90)]
    for number, town in enumerate(towns):
        make_city(town, latitude=40 + number % 10 * 2, longitude=number // 10 * 3)
    make_project(cities=towns, themes=[f"theme-{number}" for number in range(17)])

    size = len(gzip.compress(client.get("/map/").content, 6))

    print(f"/map/ with 90 cities: {size:,} bytes compressed")
    assert size < 60_000


def test_the_map_needs_no_inline_style_or_script(client, towns):
    make_project(cities=["berlin"])

    page = client.get("/map/").content.decode()

    assert not re.search(r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", page)


def test_a_city_s_name_cannot_break_out_of_the_drawing(client):
    make_city("odd", name='<script>"&', latitude=50, longitude=10)
    make_project(cities=["odd"])

    response = client.get("/map/")

    assert list(circles(response)) == ['<script>"&: 1 project']


def test_names_stand_in_the_visitor_s_language_and_numbers_have_points(client):
    make_city("munich", name="Munich", name_de="München", latitude=48.14, longitude=11.58)
    make_project(cities=["munich"])

    response = client.get("/de/map/")

    (name,) = circles(response)
    assert name.startswith("München")
    assert not re.search(r"\d,\d", ElementTree.tostring(drawing(response), encoding="unicode"))
