"""What each kind of visitor comes for, from the first page to the end; with JavaScript and without."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import expect

from tests.browser.lists import check, count, names

pytestmark = pytest.mark.browser

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def has_script(request):
    return request.param


def tick(page, *controls, has_script):
    """Tick the filters with these ids, and apply them where they do not apply themselves."""
    for control in controls:
        check(page, control)
        if has_script:
            facet, value = control.split("-", 1)
            page.wait_for_url(re.compile(rf"[?&]{facet}={value}(&|$)"))
    if not has_script:
        page.locator("#facets-foot button").click()


def test_a_newcomer_on_a_phone_finds_an_active_project_for_work_in_berlin_in_arabic(new_page, has_script):
    page = new_page(width=360, height=740, has_touch=True, is_mobile=True, java_script_enabled=has_script)
    with override("ar"):
        find_work = gettext("find work in %(place)s").partition("%")[0]
        active, website = gettext("Active"), gettext("Visit the website")
    page.goto("/ar/")
    page.get_by_role("link", name=find_work).click()
    page.wait_for_url("**/ar/projects/?*")
    before = names(page)

    page.locator("#open-filters").click()
    tick(page, "status-active", "language-ar", has_script=has_script)
    if has_script:
        page.locator(".drawer__show").click()
    page.wait_for_url("**/ar/projects/?*status=active*")

    # Not by the number of results: Arabic writes one and two as words.
    expect(page.locator(".card:not(.from-there *) .badge--ok")).to_have_count(len(names(page)))
    assert 0 < len(names(page)) < len(before)
    card = page.locator(".card").first
    expect(card.locator(".badge--ok")).to_have_text(active)
    name = card.locator(".card__name").inner_text()
    card.get_by_role("link", name=name).click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".title .badge--ok")).to_have_text(active)
    expect(page.get_by_role("link", name=website)).to_have_attribute("href", re.compile("^https://"))
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_helper_shares_a_list_as_an_address_a_feed_a_code_and_on_paper(new_page, base_url, has_script):
    page = new_page(java_script_enabled=has_script)
    page.goto("/projects/")
    tick(page, "theme-language", "where-berlin", has_script=has_script)
    page.get_by_label("Sort by").select_option("name")
    if not has_script:
        page.get_by_role("button", name="Sort", exact=True).click()
    page.wait_for_url(re.compile("sort=name"))
    shown, address = names(page), page.url
    assert len(shown) == min(count(page), 24)

    other = new_page(java_script_enabled=not has_script)
    other.goto(address)
    assert names(other) == shown

    feed = page.request.get(page.get_by_role("link", name="Feed").get_attribute("href"))
    titles = {entry.text for entry in ElementTree.fromstring(feed.text()).findall("a:entry/a:title", ATOM)}
    assert titles == set(shown)

    page.get_by_text("QR code for a poster").click()
    picture = page.locator(".takeaway").get_by_alt_text("QR code with the address of this list")
    [coded] = parse_qs(urlsplit(picture.get_attribute("src")).query)["path"]
    # What was left blank is not in it.
    assert parse_qs(urlsplit(coded).query) == parse_qs(urlsplit(address).query)
    assert urlsplit(coded).path == urlsplit(address).path
    assert page.request.get(picture.get_attribute("src")).headers["content-type"] == "image/svg+xml"

    page.emulate_media(media="print")
    for card in page.locator(".card").all():
        expect(card.locator(".card__name")).to_be_visible()
    assert page.locator(".card .print-only").first.is_visible()
    for left_out in (".drawer", ".search", ".takeaway", ".languages", "nav.main", ".toolbar__tools"):
        expect(page.locator(left_out).first).to_be_hidden()


def test_a_researcher_takes_the_numbers_of_a_chart_along(new_page, has_script):
    page = new_page(java_script_enabled=has_script)
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Insights").click()
    chart = page.locator("#founded")
    expect(chart).to_contain_text(re.compile(r"Based on \d+ projects"))
    chart.get_by_text("As a table").click()
    table = [row.locator("th, td").all_inner_texts() for row in chart.locator("tbody tr").all()]

    with page.expect_download() as download:
        chart.get_by_role("link", name="As data (CSV)").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text("utf-8-sig"))))

    assert [row[:3] for row in rows[1:]] == table
    assert rows[0] == ["year", "projects", "ended_since", "list"]
    most = max(rows[1:], key=lambda row: int(row[1]))
    chart.get_by_role("link", name=f"{most[0]}: {most[1]} projects").locator("visible=true").first.locator(
        "rect"
    ).click()
    page.wait_for_url(most[3])
    assert count(page) == int(most[1])


def test_an_organisation_sees_who_does_the_same_elsewhere(new_page, has_script):
    page = new_page(java_script_enabled=has_script)
    page.goto("/")
    box = page.locator("#q")
    box.fill("ReDI School of Digital Integration")
    box.press("Enter")
    page.locator(".card__name a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ReDI School of Digital Integration")

    abroad = page.get_by_role("region", name="Similar active projects in other countries")
    expect(abroad.locator(".card").first).to_be_visible()
    page.locator(".title__marks").get_by_role("link", name="Coding schools").click()
    countries = page.get_by_role("region", name="Projects by country")
    expect(countries.get_by_role("heading", level=3).nth(1)).to_be_visible()
    link = countries.locator(".country").nth(1).get_by_role("link").first
    name = link.locator("bdi").inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_visitor_finds_the_list_of_a_circle_on_the_map(new_page, has_script):
    page = new_page(java_script_enabled=has_script)
    page.goto("/map/")
    tick(page, "theme-coding-schools", has_script=has_script)
    circle = page.locator("svg.map--wide .map__places a").nth(1)
    name = circle.evaluate("link => link.dataset.name || link.querySelector('title').textContent")
    circle.locator("circle").click()
    page.wait_for_url(re.compile(r"/projects/\?theme=coding-schools&city="))
    assert count(page) == int(re.search(r"\d+", name)[0])


def test_where_nothing_fits_the_way_out_is_named_with_its_count(new_page, has_script):
    page = new_page(java_script_enabled=has_script)
    page.goto("/projects/?theme=housing&language=ti&status=active")
    expect(page.get_by_role("heading", name="Nothing matches all your filters")).to_be_visible()
    promised = int(re.findall(r"\d+", page.locator(".empty p").first.inner_text())[-1])
    page.locator(".empty a.button").click()
    expect(page.locator(".empty")).to_have_count(0)
    assert count(page) == promised
