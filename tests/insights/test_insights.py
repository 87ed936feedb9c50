import csv
import io
import re
from datetime import date
from itertools import pairwise, product
from xml.etree import ElementTree

import pytest

from insights.charts import CHARTS, survival
from insights.letters import text_width
from insights.numbers import Numbers
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Role
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

    assert charts["founded"] == "Based on 3 projects. For 1 project the year of launch is not known."
    assert charts["newcomers"] == charts["founded"]
    assert charts["themes"] == "Based on 3 projects. 1 project has no theme yet."
    assert charts["places"] == "Based on 3 projects. For 1 project the place is not known."
    assert charts["status"] == "Based on 2 projects. The status of 2 projects is not known."
    assert charts["survival"].startswith("Based on 3 projects with a known year of launch; for 1 of them")
    assert (
        charts["network"] == "Based on 2 projects with a known organisation. For 2 projects no organisation is known."
    )


def test_what_is_not_known_counts_as_censored():
    make_project(launched=2015, status="discontinued", ended=2018)
    make_project(launched=2014, status="discontinued")
    make_project(launched=2016, status="active")
    make_project(launched=2013, status="unknown", last_seen="2015", last_seen_on=date(2015, 12, 31))
    make_project(launched=2012, status="unknown", checked_on=date(2025, 5, 1))
    make_project(launched=2020, status="unknown", confirmed_on=date(2019, 5, 1))
    numbers = Numbers()

    assert numbers.spans() == ({3: 1}, {0: 3, 2: 1, 13: 1})
    # Silent are those of 2013 and of 2020.
    assert numbers.spans(silent_ended=True) == ({0: 1, 2: 1, 3: 1}, {0: 2, 13: 1})
    assert numbers.spans(silent_until=2026) == ({3: 1}, {0: 2, 6: 1, 13: 2})


def test_the_curve_s_data_are_the_estimate_with_its_interval(client, directory):
    make_project(launched=2015, last_seen="2019", last_seen_on=date(2019, 12, 31))
    rows = data(client, "survival")

    assert rows[0] | {"age": "0"} == {
        "age": "0",
        "at_risk": "4",
        "ended": "0",
        "censored": "2",
        "share": "1.0000",
        "lower_95": "1.0000",
        "upper_95": "1.0000",
        "if_silent_ended": "0.7500",
        "if_silent_run": "1.0000",
    }
    assert (rows[3]["at_risk"], rows[3]["ended"], rows[3]["share"]) == ("2", "1", "0.5000")


def test_organisations_that_share_a_project_are_joined(client, directory):
    funder = make_organisation("Zoe Fund")
    hidden = make_organisation("Hidden", published=False)
    project = make_project("Big", organisations=[funder])
    pair = Organisation.objects.filter(slug__in=["one", "other"])
    roles = [(partner, role) for partner in pair for role in (Role.PARTNER, Role.FUNDER)]
    save_project(project, partnerships=[(funder, Role.LEAD), *roles, (hidden, Role.PARTNER)])

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
        assert names["Zoe Fund: 1 project"] == "/projects/?status=all&fresh=all&organisation=zoe-fund"


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
    with django_assert_num_queries(12):
        client.get("/insights/")
    organisations = [make_organisation() for _number in range(5)]
    for number in range(20):
        make_project(launched=2000 + number, themes=[f"theme-{number}"], organisations=organisations[number % 5 :])
    with django_assert_num_queries(12):
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


def test_a_chart_of_which_more_is_unknown_than_known_has_no_headline(client):
    for _number in range(3):
        make_project(launched=2015, status="unknown", newcomer_led="unknown")
    make_project(launched=2016, status="active", newcomer_led="yes")
    findings = {chart.slug: chart.finding for chart in client.get("/insights/").context["charts"]}

    assert (findings["status"], findings["newcomers"]) == ("", "")
    assert findings["founded"] == "2015 and 2016 saw the most launches: 4 of 4, or 100%."

    for _number in range(2):
        make_project(launched=2016, status="active", newcomer_led="no")
    findings = {chart.slug: chart.finding for chart in client.get("/insights/").context["charts"]}

    assert findings["status"] == "3 are known to be active, 0 to have ended."
    assert findings["newcomers"] == "1 project is known to be led by people who came as newcomers themselves."


def test_what_silence_may_mean_stands_beside_the_estimate(client, time_machine):
    time_machine.move_to("2026-11-29 12:00+00:00", tick=False)
    make_project(launched=2015, last_seen="2018", last_seen_on=date(2018, 12, 31))
    make_project(launched=2015, last_seen="2026-02", last_seen_on=date(2026, 2, 28))
    make_project(launched=2015, status="discontinued", ended=2019)
    rows = data(client, "survival")
    (chart,) = [chart for chart in client.get("/insights/").context["charts"] if chart.slug == "survival"]

    assert [rows[4][name] for name in ("share", "if_silent_ended", "if_silent_run")] == ["0.5000", "0.3333", "0.6667"]
    assert chart.finding == ("Between 33% and 67% last more than 5 years: it is not known which silent ones ended.")


def test_when_projects_were_last_heard_of_is_told_by_year_of_launch(client, time_machine):
    time_machine.move_to("2026-11-29 12:00+00:00", tick=False)
    make_project(launched=2015, confirmed_on=date(2026, 5, 1))
    make_project(launched=2015, last_seen="2025", last_seen_on=date(2025, 12, 31))
    make_project(launched=2015, last_seen="2022-03", last_seen_on=date(2022, 3, 31))
    make_project(launched=2015)
    make_project(launched=2016, status="discontinued")
    rows = data(client, "heard")

    names = ("year", "projects", "heard_of_lately", "quiet", "silent", "ended")
    assert [[row[name] for name in names] for row in rows] == [
        ["2015", "4", "2", "1", "1", "0"],
        ["2016", "1", "0", "0", "0", "1"],
    ]
    for svg in drawings(client.get("/insights/"), "heard"):
        links = {link.find(f"{SVG}title").text: link.get("href") for link in svg.iter(f"{SVG}a")}
        assert total(client, links["2015: Confirmed or seen recently: 2"]) == 2


@pytest.mark.anywhere
def test_labels_of_one_row_never_overlap(client):
    for year in range(1990, 2027):
        for _number in range(1 + 7 * (year % 2)):
            make_project(launched=year, themes=(), cities=())
    for language, chart in product(["", "/ar", "/uk"], ["founded", "heard", "survival"]):
        for svg in drawings(client.get(f"{language}/insights/"), chart):
            rows = {}
            for text in svg.iter(f"{SVG}text"):
                if text.get("text-anchor") == "middle":
                    half = text_width("".join(text.itertext()), 12) / 2
                    middle = float(text.get("x"))
                    rows.setdefault(text.get("y"), []).append((middle - half, middle + half))
            assert rows
            for spans in rows.values():
                spans.sort()
                assert all(one[1] <= other[0] for one, other in pairwise(spans)), (language, chart)
