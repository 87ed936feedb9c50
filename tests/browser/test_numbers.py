"""The numbers of the charts and the map, on the data that ship: what is drawn, told, downloaded and listed agree."""

import csv
import io
import re

import pytest
from django.utils.translation import gettext, override

pytestmark = pytest.mark.browser

CHARTS = ["founded", "themes", "places", "status", "survival", "newcomers", "network"]


def number_in(text):
    """Return the number that a bar or a circle says it stands for: the first after its colon."""
    return int(re.search(r":\D*(\d+)", text)[1])


def total_of_list(page, address):
    """Return how many a list says that it has, read without a browser."""
    response = page.request.get(address)
    assert response.ok, address
    return int(re.search(r'id="count"[^>]*>(\d+)', response.text())[1])


def test_every_bar_leads_to_a_list_of_as_many(page):
    page.goto("/insights/")
    links = page.locator(".insight svg a").evaluate_all(
        "links => links.map((link) => [link.getAttribute('href'), link.querySelector('title').textContent])"
    )
    told = {address: number_in(title) for address, title in links}
    assert len(told) > 50
    assert {address: total_of_list(page, address) for address in told} == told


def test_every_number_of_a_table_leads_to_a_list_of_as_many(page):
    page.goto("/insights/")
    cells = page.locator(".insight:not(#network) td a").evaluate_all(
        "links => links.map((link) => [link.getAttribute('href'), Number(link.textContent)])"
    )
    assert len(cells) > 50
    assert {address: total_of_list(page, address) for address, _number in cells} == dict(cells)


@pytest.mark.parametrize("chart", CHARTS)
def test_the_data_of_a_chart_are_its_table(page, chart):
    page.goto("/insights/")
    section = page.locator(f"#{chart}")
    table = section.locator("tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    text = page.request.get(section.locator(".insight__csv").get_attribute("href")).text()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == len(table)
    for row, cells in zip(rows, table, strict=True):
        if chart in ("founded", "newcomers"):
            assert list(row.values())[:3] == cells
        elif chart == "survival":
            assert list(row.values())[:4] == cells[:4]
            assert round(float(row["share"]) * 100) == int(cells[4].rstrip("%"))
            assert [round(float(row[key]) * 100) for key in ("lower_95", "upper_95")] == [
                int(number) for number in re.findall(r"\d+", cells[5])
            ]
        elif chart == "network":
            assert [row["organisation"], row["other"], row["shared_projects"]] == [*cells[:2], cells[2].split(":")[0]]
        else:
            assert row["projects"] == cells[1]


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_every_chart_says_how_many_it_rests_on_and_how_many_are_unknown(page, prefix):
    with override(prefix.strip("/") or "en"):
        none = gettext("None is unknown.")
    page.goto(f"{prefix}/insights/")
    for chart in CHARTS:
        words = page.locator(f"#{chart} .insight__words p.muted").first.inner_text()
        assert len(re.findall(r"\d+", words)) >= (1 if none in words else 2), (chart, words)


def boxes(page, selector):
    """Return [name, left, top, right, bottom] of what is shown of a selector."""
    return page.locator(selector).evaluate_all(
        """shapes => shapes.map((shape) => {
            const { left, top, right, bottom } = shape.getBoundingClientRect();
            return [shape.closest("a").dataset.city, left, top, right, bottom];
        })"""
    )


def overlapping(ones, others, allowance):
    """Return the pairs of boxes of different places of which one covers more of the other than the allowance."""
    return [
        (one[0], other[0])
        for one in ones
        for other in others
        if one[0] != other[0]
        and min(one[3], other[3]) - max(one[1], other[1]) > allowance
        and min(one[4], other[4]) - max(one[2], other[2]) > allowance
    ]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/map/", "/map/germany/", "/map/world/", "/ar/map/", "/uk/map/germany/"])
def test_no_label_of_the_map_covers_another_or_a_circle(new_page, path, width):
    page = new_page(width=width)
    page.goto(path)
    sheet = "svg.map--narrow" if width == 360 else "svg.map--wide"
    labels = boxes(page, f"{sheet} text:not(.map__number)")
    circles = boxes(page, f"{sheet} circle")
    assert labels
    # A line of type is less high than its box, and round corners leave the box of a circle free.
    assert overlapping(labels, labels, 2) == []
    assert overlapping(labels, circles, 4) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/map/", "/map/germany/", "/map/world/"])
def test_no_circle_of_the_map_covers_another(new_page, path, width):
    page = new_page(width=width)
    page.goto(path)
    sheet = "svg.map--narrow" if width == 360 else "svg.map--wide"
    circles = [
        (name, (left + right) / 2, (top + bottom) / 2, (right - left) / 2)
        for name, left, top, right, bottom in boxes(page, f"{sheet} circle")
    ]
    covering = [
        (one[0], other[0])
        for i, one in enumerate(circles)
        for other in circles[i + 1 :]
        if ((one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2) ** 0.5 < one[3] + other[3] - 0.5
    ]
    assert covering == []


@pytest.mark.parametrize("path", ["/map/", "/map/germany/?theme=language", "/map/world/"])
def test_every_circle_leads_to_a_list_of_as_many_as_it_and_the_table_say(page, path):
    page.goto(path)
    links = page.locator("svg.map--wide .map__places a").evaluate_all(
        "links => links.map((link) => [link.getAttribute('href'), link.dataset.name])"
    )
    told = {address: number_in(name) for address, name in links}
    table = page.locator("#cities tbody tr").evaluate_all(
        "rows => rows.map((row) => [row.querySelector('a').getAttribute('href'), Number(row.cells[1].textContent)])"
    )
    assert told == dict(table)
    assert {address: total_of_list(page, address) for address in told} == told
