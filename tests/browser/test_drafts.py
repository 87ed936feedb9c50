"""What somebody types is kept in their browser: two tabs have two drafts, and a pause loses none."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FORM = "/submit/project/"
NAME = "#id_name"
LATER = 700  # milliseconds, after which what was typed is kept


def typed(page, name):
    page.goto(FORM)
    page.locator(NAME).fill(name)
    page.wait_for_timeout(LATER)


def test_two_tabs_have_two_drafts(page):
    other = page.context.new_page()
    typed(page, "The first")
    typed(other, "The second")
    for tab, name in ((page, "The first"), (other, "The second")):
        tab.reload()
        expect(tab.locator(NAME)).to_have_value(name)
        expect(tab.locator("[data-draft-restored]")).to_be_visible()


def test_what_a_closed_tab_left_goes_to_the_next_that_opens(page):
    other = page.context.new_page()
    typed(page, "Still open")
    typed(other, "Left behind")
    other.close()
    third = page.context.new_page()
    third.goto(FORM)
    expect(third.locator(NAME)).to_have_value("Left behind")
    page.reload()
    expect(page.locator(NAME)).to_have_value("Still open")


def test_a_draft_of_an_earlier_release_is_taken_up(page):
    page.goto("/")
    page.evaluate("""localStorage.setItem("draft:submit-project", '[["name", "From before"]]')""")
    page.goto(FORM)
    expect(page.locator(NAME)).to_have_value("From before")


def test_the_page_of_a_pause_tells_of_what_is_kept(page, manage):
    page.goto(FORM)
    manage("intake", "pause")
    try:
        page.goto(FORM)
        expect(page.locator("[data-draft-waits]")).to_be_hidden()
        page.evaluate("""localStorage.setItem("draft:submit-project:1", '{"at": 1, "values": [["name", "Kept"]]}')""")
        page.reload()
        expect(page.locator("[data-draft-waits]")).to_be_visible()
    finally:
        manage("intake", "open")
    page.goto(FORM)
    expect(page.locator(NAME)).to_have_value("Kept")


def test_texts_in_further_languages_are_kept_with_the_rest(page):
    page.goto(FORM)
    page.locator("summary", has_text="In other languages").click()
    for code in ("ar", "uk"):
        page.locator("#id_further_language").select_option(code)
        page.get_by_role("button", name="Write in this language, too").click()
        expect(page.locator(f"#id_summary__{code}")).to_be_focused()
    page.locator("#id_summary__ar").fill("نص")
    page.locator("#id_how_to_start__uk").fill("Приходьте.")
    page.wait_for_timeout(LATER)
    page.goto(FORM)
    expect(page.locator("#id_summary__ar")).to_have_value("نص")
    expect(page.locator("#id_how_to_start__uk")).to_have_value("Приходьте.")
    expect(page.locator("#id_summary__ar")).to_be_visible()
    expect(page.locator("#id_further_language")).to_have_value("")


def test_the_enter_key_sends_the_form_and_adds_no_language(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(FORM)
    page.locator(NAME).fill("Lingo")
    page.locator(NAME).press("Enter")
    expect(page.locator("#errors")).to_contain_text("Country")
