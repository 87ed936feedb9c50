"""The language of a page is that of its address; the browser's own is offered, and refused for good."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lists import check

pytestmark = pytest.mark.browser


def offer(page):
    return page.locator("[data-offer]:visible")


def test_a_page_stays_in_the_language_of_its_address(new_page):
    page = new_page(locale="ar-EG", java_script_enabled=False)
    page.goto("/projects/?theme=housing")
    assert page.url.endswith("/projects/?theme=housing")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(offer(page)).to_have_count(0)


def test_the_language_of_the_browser_is_offered_in_its_own_words(new_page):
    page = new_page(locale="de-AT", width=360)
    page.goto("/projects/?theme=housing")
    expect(offer(page)).to_have_count(1)
    expect(offer(page)).to_have_attribute("lang", "de")
    offer(page).get_by_role("link").click()
    assert page.url.endswith("/de/projects/?theme=housing")
    expect(offer(page)).to_have_count(0)


@pytest.mark.parametrize(("locale", "path"), [("en-GB", "/"), ("ja-JP", "/"), ("ar", "/ar/"), ("uk-UA", "/uk/map/")])
def test_nothing_is_offered_where_the_page_is_right_or_nothing_fits_better(new_page, locale, path):
    page = new_page(locale=locale)
    page.goto(path)
    page.wait_for_load_state("load")
    expect(page.locator("html")).to_have_class("js")
    expect(offer(page)).to_have_count(0)


def test_an_error_has_no_page_in_another_language_to_offer(new_page, complaints):
    page = new_page(locale="de")
    page.goto("/no/such/page/")
    expect(page.locator("html")).to_have_class("js")
    expect(offer(page)).to_have_count(0)
    complaints.clear()


def test_a_refused_offer_does_not_come_again(new_page):
    page = new_page(locale="fr-FR")
    page.goto("/")
    offer(page).get_by_role("button").click()
    expect(offer(page)).to_have_count(0)
    expect(page.locator(".languages summary")).to_be_focused()
    page.goto("/projects/")
    expect(page.locator("html")).to_have_class("js")
    expect(offer(page)).to_have_count(0)


def test_who_picks_a_language_is_offered_no_other(new_page):
    page = new_page(locale="de-DE")
    page.goto("/de/projects/?where=berlin")
    page.locator(".languages summary").click()
    page.locator(".languages").get_by_role("link", name="English").click()
    assert page.url.endswith("/projects/?where=berlin")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".languages summary").click()
    page.locator(".languages").get_by_role("link", name="Українська").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(offer(page)).to_have_count(0)


def test_another_language_keeps_the_filters_that_were_ticked_meanwhile(page):
    page.goto("/projects/")
    check(page, "theme-housing")
    expect(page).to_have_url(re.compile(r"\?theme=housing$"))
    page.locator(".languages summary").click()
    page.locator(".languages").get_by_role("link", name="Deutsch").click()
    assert page.url.endswith("/de/projects/?theme=housing")


@pytest.mark.parametrize("path", ["/", "/projects/", "/mine/sign-in/"])
def test_nothing_moves_while_a_page_arrives_and_the_offer_comes(new_page, path):
    page = new_page(locale="ar", width=360)
    slow_telephone = page.context.new_cdp_session(page)
    slow_telephone.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.goto(path)
    expect(offer(page)).to_have_count(1)
    moved = page.evaluate(
        """() => new Promise((resolve) => {
            const moved = [];
            const element = (node) => node.closest ? node : node.parentElement;
            const note = (shift) => shift.sources
                .filter(({ node }) => node && !element(node).closest(".results")) // A card may come in two pieces.
                .forEach(({ node }) => moved.push(element(node).outerHTML.slice(0, 80)));
            new PerformanceObserver((list) => list.getEntries().forEach(note))
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve(moved), 300);
        })"""
    )
    assert moved == []


def test_the_offer_stands_in_the_flow_and_covers_nothing(new_page):
    page = new_page(locale="ar", width=360, height=640)
    page.goto("/mine/sign-in/")
    box, main = offer(page).bounding_box(), page.locator("main").bounding_box()
    head = page.locator(".masthead__row").bounding_box()
    assert head["y"] + head["height"] <= box["y"]
    assert box["y"] + box["height"] <= main["y"]


def test_a_language_that_was_chosen_where_none_was_offered_is_kept_all_the_same(new_page):
    page = new_page(locale="en-GB")
    page.goto("/")
    page.locator(".languages summary").click()
    page.locator(".languages").get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(offer(page)).to_have_count(0)
    page.goto("/projects/")
    expect(offer(page)).to_have_attribute("lang", "de")
