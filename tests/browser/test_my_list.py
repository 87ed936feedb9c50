"""My list in a browser: picked on any page, kept for the next one, and the address of the list is all of it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lists import texts

pytestmark = pytest.mark.browser
WORKEER, REDI = "/projects/workeer/", "/projects/redi-school-of-digital-integration/"


def names(page):
    return texts(page, ".my-list__rows .card__name")


def test_what_is_picked_on_one_page_is_there_on_the_next(page):
    page.goto(WORKEER)
    expect(page.locator("[data-my-list-link]")).to_be_hidden()
    page.locator(".hand-on [data-pick]").click()
    expect(page.locator(".hand-on [data-pick]")).to_have_text("Take off my list")
    page.goto(REDI)
    page.locator(".hand-on [data-pick]").click()
    expect(page.locator("[data-my-list-link]")).to_contain_text("2")
    page.locator("[data-my-list-link] a").click()
    page.wait_for_url(re.compile(r"/my-list/\?pick=project/workeer&pick=project/redi"))
    assert names(page) == ["Workeer", "ReDI School of Digital Integration"]

    page.get_by_role("link", name="Move down").click()
    page.wait_for_url(re.compile(r"pick=project/redi.*&pick=project/workeer"))
    assert names(page) == ["ReDI School of Digital Integration", "Workeer"]
    page.get_by_label("Name of the list").fill("For Amina")
    page.get_by_role("button", name="Name it").click()
    page.wait_for_url(re.compile("name=For"))
    expect(page.get_by_role("heading", level=1)).to_have_text("For Amina")
    # Whoever gets the address gets the list.
    page.goto(WORKEER)
    page.locator(".hand-on [data-pick]").click()
    expect(page.locator("[data-my-list-link]")).to_contain_text("1")


def test_without_a_script_a_list_grows_by_links(new_page):
    page = new_page(java_script_enabled=False, width=360)
    page.goto(WORKEER)
    page.locator(".hand-on [data-pick]").click()
    page.wait_for_url("**/my-list/?pick=project/workeer")
    page.locator("#my-list-q").fill("ReDI School")
    page.locator("#my-list-q").press("Enter")
    page.wait_for_url("**q=ReDI*")
    page.get_by_role("link", name="Put on my list").first.click()
    page.wait_for_url(re.compile(r"pick=project/workeer&pick="))
    assert len(names(page)) == 2
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_entries_are_picked_on_the_cards_of_a_list_and_stay_picked_when_it_changes(page):
    page.goto("/projects/?city=berlin&theme=language")
    marks = page.locator("#listing .card__pick")
    expect(marks.first).not_to_have_class(re.compile("is-picked"))
    key = marks.first.get_attribute("data-pick")
    name = page.locator(f'.card:has([data-pick="{key}"]) .card__name a').inner_text()
    marks.first.focus()
    page.keyboard.press("Enter")  # The keyboard alone, and the card's own link under it is not followed.
    picked = page.get_by_role("link", name="Take off my list")
    expect(picked).to_have_class(re.compile("is-picked"))
    expect(picked).to_have_accessible_description(name)
    expect(page.locator("[data-my-list-link]")).to_contain_text("1")

    page.locator("#listing select[name=sort]").select_option("name")
    page.wait_for_url(re.compile("sort=name"))
    expect(page.locator(f'[data-pick="{key}"]').first).to_have_class(re.compile("is-picked"))
    page.locator("[data-my-list-link] a").click()
    page.wait_for_url(re.compile("/my-list/"))
    assert names(page) == [name]
    assert page.locator(".card__pick").count() == 0
