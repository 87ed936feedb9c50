import csv
import io
import re
from datetime import date
from xml.etree import ElementTree

import pytest

from insights.charts import CHARTS, survival
from insights.numbers import Numbers
from projects.models import Partnership, Role
from tests.factories import make_city, make_organisation, make_project

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def directory():
    """A bit of everything, and a draft that must not be counted anywhere."""
    make_city("paris")
    one, other = make_organisation("One"), make_organisation("Other")
    make_project("A", launched=2015, status="discontinued", ended=2018, themes=["housing"])
    make_project("B", launched=2015, newcomer_led="yes", status="active", organisations=[one, other])
    make_project("C", launched=2017, cities=["paris"], country="FR", themes=["housing", "language"])
    make_project("D", cities=[], country="", themes=[], organisations=[one])
    make_project("Draft", launched=2015, newcomer_led="yes", organisations=[one, other], published=False)


def data(client, chart):
    response = client.get(f"/insights/{chart}.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def drawings(response, chart):
    """Return the sheets of a chart as parsed XML."""
    section = re.search(rf'<section class="insight" id="{chart}".*?</section>', response.content.decode(), re.S)[0]
    texts = re.findall(r'<svg[^>]*class="chart .*?</svg>', section, re.S)
    return [
        ElementTree.fromstring(text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)) for text in texts
    ]


def total(client, address):
    """Return how many a list says it has."""
    return int(re.search(r'id="count"[^>]*>(\d+)', client.get(address).content.decode())[1])


def test_every_year_counts_its_launches_and_how_many_ended_since(client, directory):
    rows = data(client, "founded")

    assert [(row["year"], row["projects"], row["ended_since"]) for row in rows] == [
        ("2015", "2", "1"),
        ("2016", "0", "0"),
        ("2017", "1", "0"),
    ]


def test_every_year_counts_those_led_by_newcomers(client, directory):
    rows = data(client, "newcomers")

    assert [(row["year"], row["newcomer_led"]) for row in rows] == [("2015", "1"), ("2016", "0"), ("2017", "0")]


def test_themes_places_and_status_count_published_projects(client, directory):
    assert {row["theme"]: row["projects"] for row in data(client, "themes")} == {"language": "2", "housing": "2"}
    assert {row["where"]: row["projects"] for row in data(client, "places")} == {
        "berlin": "2",
        "germany": "0",
        "europe": "1",
        "world": "0",
    }
    assert {row["status"]: row["projects"] for row in data(client, "status")} == {
        "active": "1",
        "paused": "0",
        "discontinued": "1",
        "unknown": "2",
    }


def test_every_bar_leads_to_a_list_of_as_many(client, directory):
    response = client.get("/insights/")
    seen = 0

    for chart in ("founded", "newcomers", "themes", "places", "status"):
        for svg in drawings(response, chart):
            for link in svg.iter(f"{SVG}a"):
                name = link.find(f"{SVG}title").text
                assert total(client, link.get("href")) == int(re.search(r": (\d+)", name)[1]), name
                seen += 1

    assert seen == 2 * (3 + 3 + 2 + 4 + 4)


def test_the_list_in_the_data_is_an_absolute_address_of_the_same_list(client, directory, settings):
    settings.SITE_URL = "https://directory.example"

    for row in data(client, "founded"):
        address = row["list"].removeprefix("https://directory.example")
        assert total(client, address) == int(row["projects"])


def test_each_chart_says_what_it_rests_on_and_what_is_unknown(client, directory):
    charts = {chart.slug: chart.base for chart in client.get("/insights/").context["charts"]}

    assert charts["founded"] == "It rests on 3 projects. Of 1 the year of launch is not known."
    assert charts["newcomers"] == charts["founded"]
    assert charts["themes"] == "It rests on 3 projects. 1 has no theme yet."
    assert charts["places"] == "It rests on 3 projects. Of 1 it is not known where it is."
    assert charts["status"] == "It rests on 2 projects. Of 2 the status is not known."
    assert charts["survival"].startswith("It rests on 3 projects with a known year of launch, of which 1 ended")
    assert charts["network"] == "It rests on 2 projects with a known organisation. Of 2 no organisation is known."


def test_what_is_not_known_counts_as_censored():
    make_project(launched=2015, status="discontinued", ended=2018)
    make_project(launched=2014, status="discontinued")
    make_project(launched=2016, status="active")
    make_project(launched=2016, status="paused")
    make_project(launched=2013, status="unknown")
    make_project(launched=2012, status="unknown", checked_on=date(2021, 5, 1))
    make_project(launched=2020, status="unknown", confirmed_on=date(2019, 5, 1))

    ended, censored = Numbers().spans(date(2026, 11, 23))

    assert ended == {3: 1}
    assert censored == {0: 3, 9: 1, 10: 2}


def test_the_curve_s_data_are_the_estimate_with_its_interval(client, directory):
    rows = data(client, "survival")

    assert rows[0] | {"age": "0"} == {
        "age": "0",
        "at_risk": "3",
        "ended": "0",
        "censored": "1",
        "share": "1.0000",
        "lower_95": "1.0000",
        "upper_95": "1.0000",
    }
    assert (rows[3]["at_risk"], rows[3]["ended"], rows[3]["share"]) == ("2", "1", "0.5000")


def test_organisations_that_share_a_project_are_joined(client, directory):
    funder = make_organisation("Zoe Fund")
    hidden = make_organisation("Hidden", published=False)
    project = make_project("Big", organisations=[funder])
    for organisation in Numbers().shared.popitem()[0]:
        partner = type(funder).objects.get(slug=organisation[1])
        Partnership.objects.create(project=project, organisation=partner, role=Role.PARTNER)
        Partnership.objects.create(project=project, organisation=partner, role=Role.FUNDER)
    Partnership.objects.create(project=project, organisation=hidden, role=Role.PARTNER)

    rows = data(client, "network")

    assert [(row["organisation"], row["other"], row["shared_projects"], row["projects"]) for row in rows] == [
        ("One", "Other", "2", "b;big"),
        ("One", "Zoe Fund", "1", "big"),
        ("Other", "Zoe Fund", "1", "big"),
    ]
    wide, narrow = drawings(client.get("/insights/"), "network")
    for svg in (wide, narrow):
        names = {link.find(f"{SVG}title").text: link.get("href") for link in svg.iter(f"{SVG}a")}
        assert set(names) == {"One: 2 projects", "Other: 2 projects", "Zoe Fund: 1 project"}
        assert len(list(svg.iter(f"{SVG}line"))) == 3
        assert names["Zoe Fund: 1 project"] == "/projects/?status=all&organisation=zoe-fund"


@pytest.mark.parametrize("language", ["", "/de", "/fr", "/ar", "/uk"])
def test_every_chart_has_a_title_a_description_a_table_and_its_data(client, directory, language):
    response = client.get(f"{language}/insights/")

    for chart in response.context["charts"]:
        assert chart.table and chart.title and chart.base
        for svg in drawings(response, chart.slug):
            assert svg.find(f"{SVG}title").text and svg.find(f"{SVG}desc").text
            assert svg.get("aria-labelledby") == svg.find(f"{SVG}title").get("id")
        assert client.get(chart.csv_url).status_code == 200


def test_in_arabic_the_charts_run_from_right_to_left(client, directory):
    def starts(address):
        svg = drawings(client.get(address), "founded")[0]
        return [float(bar.get("x")) for bar in svg.iter(f"{SVG}rect") if bar.get("class") == "bar"]

    assert starts("/insights/") == sorted(starts("/insights/"))
    assert starts("/ar/insights/") == sorted(starts("/ar/insights/"), reverse=True)


def test_an_empty_directory_has_words_instead_of_charts(client):
    response = client.get("/insights/")

    for chart in response.context["charts"]:
        assert chart.drawings == []
        assert chart.empty in response.content.decode()
        assert client.get(chart.csv_url).status_code == 200


def test_a_year_with_one_project_alone_is_a_chart_too(client):
    make_project(launched=2022)

    assert len(drawings(client.get("/insights/"), "founded")) == 2
    assert survival(Numbers()).drawings


def test_names_in_the_data_are_no_formulas(client):
    pair = [make_organisation("=1+1"), make_organisation("Plain")]
    make_project(organisations=pair)

    assert data(client, "network")[0]["organisation"] == "'=1+1"


def test_a_chart_that_is_none_is_not_found(client):
    assert client.get("/insights/weather.csv").status_code == 404


def test_the_number_of_queries_does_not_grow(client, directory, django_assert_num_queries):
    client.get("/insights/")  # what is read once a process
    make_project(launched=2016)
    with django_assert_num_queries(9):
        client.get("/insights/")
    organisations = [make_organisation() for _number in range(5)]
    for number in range(20):
        make_project(launched=2000 + number, themes=[f"theme-{number}"], organisations=organisations[number % 5 :])
    with django_assert_num_queries(9):
        client.get("/insights/")


def test_data_take_fewer_queries_than_the_page(client, directory, django_assert_max_num_queries):
    client.get("/insights/founded.csv")
    make_project(launched=2016)
    with django_assert_max_num_queries(4):
        client.get("/insights/founded.csv")


def test_the_second_visit_comes_from_the_cache(client, directory, django_assert_num_queries):
    first = client.get("/insights/")
    with django_assert_num_queries(1):
        assert client.get("/insights/").content == first.content


def test_the_page_needs_no_inline_style_or_script(client, directory):
    page = client.get("/insights/").content.decode()

    assert not re.search(r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", page)


def test_the_menu_leads_to_the_map_and_the_insights(client):
    page = client.get("/insights/").content.decode()

    assert 'href="/map/"' in page
    assert '<a href="/insights/" aria-current="page">' in page


def test_the_charts_of_the_page_are_those_with_data(client):
    assert [chart.slug for chart in client.get("/insights/").context["charts"]] == list(CHARTS)
