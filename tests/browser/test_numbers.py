"""The numbers of the charts and the map, on the data that ship: what is drawn, told, downloaded and listed agree."""

import csv
import io
import re
from itertools import combinations
from math import hypot

import pytest

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
    # Those of the network are as many as an organisation's partners.
    links = page.locator(".insight:not(#network) svg a").evaluate_all(
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
        "rows => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()))"
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


def test_every_chart_says_how_many_it_rests_on_and_how_many_are_unknown(page):
    page.goto("/insights/")
    for chart in CHARTS:
        words = page.locator(f"#{chart} .insight__words p.muted").first.inner_text()
        assert re.match(r"Based on \d+ projects\b.*(\b\d+\b.*\b(not|no)\b|This is known for all of them)", words), (
            chart,
            words,
        )


# Of each drawing its width, and of its texts the boxes, in pixels from its left edge; a line has air above and below.
TEXTS = """drawings => drawings.filter((svg) => svg.checkVisibility()).map((svg) => {
    const sheet = svg.getBoundingClientRect();
    return [sheet.width, [...svg.querySelectorAll("text")].map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        const air = (bottom - top) / 6;
        return [text.textContent, left - sheet.left, top + air, right - sheet.left, bottom - air];
    })];
})"""


@pytest.mark.parametrize("font", ["wide", "narrow"])
@pytest.mark.parametrize("prefix", ["", "/de", "/ar", "/uk"])
def test_no_text_of_a_chart_covers_another_or_leaves_the_sheet(new_page, prefix, font):
    for width in (360, 1280):
        page = new_page(width=width, font=font)
        page.goto(f"{prefix}/insights/")
        drawings = page.locator("svg.chart").evaluate_all(TEXTS)
        assert len(drawings) == 8
        for sheet, texts in drawings:
            assert len(texts) > 3
            assert [(one[0], two[0]) for one, two in combinations(texts, 2) if overlap(one, two) > 1] == []
            assert [text[0] for text in texts if text[1] < -1 or text[3] > sheet + 1] == []


# Of a circle its box; of a label the box of its ink, which is less high than that of its line.
BOXES = """shapes => shapes.map((shape) => {
    const name = shape.closest("a").dataset.city;
    const { left, right, top, bottom } = shape.getBoundingClientRect();
    if (shape.tagName !== "text") return [name, left, top, right, bottom];
    const brush = document.createElement("canvas").getContext("2d");
    brush.font = getComputedStyle(shape).font;
    const ink = brush.measureText(shape.textContent);
    const matrix = shape.getScreenCTM();
    const line = matrix.f + shape.getStartPositionOfChar(0).y * matrix.d;
    const [above, below] = [ink.actualBoundingBoxAscent, ink.actualBoundingBoxDescent];
    return [name, left, line - above * matrix.d, right, line + below * matrix.d];
})"""


def sheet_of(width):
    return "svg.map--narrow" if width == 360 else "svg.map--wide"


def overlap(one, other):
    """Return by how many pixels two boxes overlap in the direction in which they do less."""
    return min(min(one[3], other[3]) - max(one[1], other[1]), min(one[4], other[4]) - max(one[2], other[2]))


def depth_in(circle, box):
    """Return by how many pixels a box reaches into a circle."""
    _name, left, top, right, bottom = circle
    x, y = (left + right) / 2, (top + bottom) / 2
    return (right - left) / 2 - hypot(max(box[1] - x, 0, x - box[3]), max(box[2] - y, 0, y - box[4]))


@pytest.mark.parametrize("font", ["wide", "narrow"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("prefix", ["", "/de", "/ar", "/uk"])
def test_no_label_of_the_map_covers_another_or_a_circle(new_page, prefix, width, font):
    page = new_page(width=width, font=font)
    for region in ("", "germany/", "world/"):
        page.goto(f"{prefix}/map/{region}")
        labels = page.locator(f"{sheet_of(width)} text:not(.map__number)").evaluate_all(BOXES)
        circles = page.locator(f"{sheet_of(width)} circle").evaluate_all(BOXES)
        assert len(labels) > 10
        assert [(one[0], two[0]) for one, two in combinations(labels, 2) if overlap(one, two) > 1] == []
        assert [
            (label[0], circle[0])
            for label in labels
            for circle in circles
            if label[0] != circle[0] and depth_in(circle, label) > 1
        ] == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/map/", "/map/germany/", "/map/world/"])
def test_no_circle_of_the_map_covers_another(new_page, path, width):
    page = new_page(width=width)
    page.goto(f"{path}?fresh=all")
    circles = [
        (name, (left + right) / 2, (top + bottom) / 2, (right - left) / 2)
        for name, left, top, right, bottom in page.locator(f"{sheet_of(width)} circle").evaluate_all(BOXES)
    ]
    assert len(circles) > 30
    assert [
        (one[0], two[0])
        for one, two in combinations(circles, 2)
        if hypot(one[1] - two[1], one[2] - two[2]) < one[3] + two[3] - 0.5
    ] == []


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
