"""The map's own script in a real browser, and the map without it."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_city, make_project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def towns():
    make_city("berlin", latitude=52.52, longitude=13.41)
    make_city("potsdam", latitude=52.40, longitude=13.06)
    make_city("hamburg", latitude=53.55, longitude=10.0)
    for _number in range(20):
        make_project(cities=["berlin"])
    make_project(cities=["potsdam"], themes=["housing"])
    make_project(cities=["hamburg"])


@pytest.fixture
def complaints(page):
    seen = []
    page.on("console", lambda message: seen.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen


def places(page):
    return page.locator("svg.map--wide .map__places a")


def ground(page):
    return page.locator("svg.map--wide > use")


def test_the_map_zooms_in_and_out_again(page, live_server, towns, complaints):
    page.goto(f"{live_server.url}/map/")
    whole = ground(page).get_attribute("transform")

    page.get_by_role("button", name="Zoom in").click()

    scale = r"scale\(([\d.]+)\)"
    assert float(re.search(scale, ground(page).get_attribute("transform"))[1]) == pytest.approx(0.16)
    expect(page.get_by_role("button", name="Zoom out")).to_be_visible()
    page.get_by_role("button", name="Show the whole map").click()
    assert re.search(scale, ground(page).get_attribute("transform"))[1] == re.search(scale, whole)[1]
    expect(page.get_by_role("button", name="Zoom out")).to_be_hidden()
    expect(page.get_by_role("button", name="Zoom in")).to_be_focused()
    assert complaints == []


def test_a_zoomed_map_is_dragged_and_a_drag_is_no_click(page, live_server, towns, complaints):
    page.goto(f"{live_server.url}/map/")
    page.get_by_role("button", name="Zoom in").click()
    before = ground(page).get_attribute("transform")
    places(page).first.locator("circle").scroll_into_view_if_needed()
    circle = places(page).first.locator("circle").bounding_box()
    x, y = circle["x"] + circle["width"] / 2, circle["y"] + circle["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 40, steps=4)
    page.mouse.up()

    assert ground(page).get_attribute("transform") != before
    assert page.url.endswith("/map/")
    assert complaints == []


def test_a_name_shows_under_the_pointer_and_on_focus(page, live_server, towns):
    page.goto(f"{live_server.url}/map/")
    tip = page.locator(".mapped__tip")

    places(page).first.locator("circle").hover()
    expect(tip).to_have_text("Berlin: 20 projects")
    page.mouse.move(0, 0)
    expect(tip).to_be_hidden()

    places(page).nth(2).focus()
    expect(tip).to_have_text("Potsdam: 1 project")


def test_a_filter_redraws_the_map_in_place_with_its_tools(page, live_server, towns, complaints):
    page.goto(f"{live_server.url}/map/")

    page.get_by_role("checkbox", name="Housing").check()

    expect(places(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?theme=housing$"))
    expect(page.get_by_role("button", name="Zoom in")).to_have_count(1)
    places(page).first.locator("circle").click()
    expect(page).to_have_url(re.compile(r"/projects/\?theme=housing&city=potsdam$"))
    assert complaints == []


def test_without_the_script_each_circle_is_a_link_with_a_name(browser, live_server, towns):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/map/")

    expect(page.get_by_role("button", name="Zoom in")).to_have_count(0)
    page.get_by_role("link", name="Hamburg: 1 project", exact=True).locator("circle").click()

    expect(page).to_have_url(re.compile(r"/projects/\?city=hamburg$"))
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_one_of_the_two_sheets_is_shown(page, live_server, towns, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/map/")

    shown = [name for name in ("wide", "narrow") if page.locator(f"svg.map--{name}").is_visible()]

    assert shown == ["narrow" if width == 320 else "wide"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_after_a_drag_that_was_broken_off_a_circle_is_a_link_again(page, live_server, towns, complaints):
    page.goto(f"{live_server.url}/map/")
    page.get_by_role("button", name="Zoom in").click()
    svg = page.locator("svg.map--wide")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = ground(page).get_attribute("transform")

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y - 20, steps=4)
    # As when the browser takes a finger over to scroll: the pointer is let go, and no click follows.
    svg.evaluate("svg => svg.releasePointerCapture(1)")
    svg.dispatch_event("pointercancel")
    page.mouse.move(2, 2)
    page.mouse.up()
    assert ground(page).get_attribute("transform") != before
    places(page).first.locator("circle").click()

    expect(page).to_have_url(re.compile(r"/projects/\?city="))
    assert complaints == []
