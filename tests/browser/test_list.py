"""The list in a browser: filters that apply as they are ticked, and the same without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.lists import check, count, names

pytestmark = pytest.mark.browser


def test_a_ticked_filter_applies_in_place(page):
    page.goto("/projects/")
    before = count(page)
    page.evaluate("document.body.dataset.same = 'yes'")
    page.evaluate("scrollTo({ top: 100, behavior: 'instant' })")
    tick = page.get_by_label(re.compile(r"^Housing"))
    expected = int(page.locator("label", has=tick).locator(".count").inner_text())
    tick.check()
    expect(page).to_have_url(re.compile(r"\?theme=housing$"))
    expect(page.locator("#count")).to_contain_text(str(expected))
    assert count(page) == expected < before
    assert page.evaluate("document.body.dataset.same") == "yes"
    expect(page).to_have_title(re.compile("^Projects: Housing – "))
    expect(page.locator("#announcement")).to_contain_text(str(expected))
    expect(page.locator("#theme-housing")).to_be_focused()
    assert page.evaluate("scrollY") == 100
    expect(page.get_by_role("link", name=re.compile("Housing")).first).to_be_visible()


def test_going_back_after_five_changes_leads_through_each_of_them(page):
    page.goto("/projects/")
    seen = [(page.url, count(page))]
    for name in ["theme-housing", "theme-language", "where-berlin", "language-de", "theme-education"]:
        check(page, name)
        expect(page).to_have_url(re.compile(f"={name.split('-')[1]}(&|$)"))
        expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)
        expect(page.locator(f"#{name}")).to_be_focused()
        expect(page.locator("#announcement")).to_have_text(page.locator("#count").inner_text())
        seen.append((page.url, count(page)))
    for url, number in reversed(seen[:-1]):
        page.go_back()
        expect(page).to_have_url(url)
        expect(page.locator("#count")).to_contain_text(str(number))
    assert page.locator(":checked[name=theme]").count() == 0


def test_going_back_while_the_page_before_still_loads_shows_the_results_of_its_address(page):
    page.goto("/projects/")
    everything = count(page)
    for name in ["theme-housing", "theme-language"]:
        check(page, name)
        expect(page).to_have_url(re.compile(f"={name.split('-')[1]}(&|$)"))
        expect(page.locator("#announcement")).to_have_text(page.locator("#count").inner_text())
    held = []
    page.route("**/htmx-2.min*.js", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/htmx-2.min*.js"):
        page.evaluate("history.back()")
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile("/projects/$"))
    held[0].continue_()
    expect(page.locator("#count")).to_contain_text(str(everything))
    assert page.locator(":checked[name=theme]").count() == 0


def test_a_request_that_fails_is_said_and_the_page_stays_usable(page, complaints):
    page.goto("/projects/")
    page.route("**/projects/?*", lambda route: route.abort())
    check(page, "theme-housing")
    expect(page.locator("#failure")).to_be_visible()
    assert page.locator("#theme-housing").is_checked()
    page.unroute("**/projects/?*")
    page.get_by_role("button", name="Try again").click()
    expect(page).to_have_url(re.compile("theme=housing"))
    expect(page.locator("#failure")).to_be_hidden()
    assert complaints
    complaints.clear()


def test_a_year_that_makes_no_sense_is_said_and_the_rest_still_applies(page):
    page.goto("/projects/?launched_to=2019")
    page.locator("[name=launched_from]").fill("215")
    page.locator("[name=launched_from]").blur()
    expect(page.locator("#results").get_by_text("“215”")).to_be_visible()
    check(page, "where-berlin")
    expect(page).to_have_url(re.compile("where=berlin"))


def test_without_javascript_the_same_list_comes_from_a_button(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/projects/")
    check(page, "theme-housing")
    check(page, "where-berlin")
    page.get_by_role("button", name="Apply the filters").click()
    assert "theme=housing" in page.url
    assert "where=berlin" in page.url
    assert page.locator("#theme-housing").is_checked()
    assert len(names(page)) == min(count(page), 24)
    page.get_by_role("link", name="Clear all").click()
    assert page.url.endswith("/projects/")


def test_the_drawer_of_a_phone_takes_the_focus_and_gives_it_back(new_page):
    page = new_page(width=360, height=740)
    page.goto("/projects/")
    assert not page.locator("#theme-housing").is_visible()
    page.locator(".drawer-opener").click()
    expect(page.locator("#theme-housing")).to_be_visible()
    expect(page.locator("#filters")).to_be_focused()
    check(page, "theme-housing")
    expect(page.locator(".drawer__show")).to_contain_text(re.compile(r"\d+ projects"))
    page.keyboard.press("Escape")
    expect(page.locator("#theme-housing")).to_be_hidden()
    expect(page.locator(".drawer-opener")).to_be_focused()
    expect(page.locator(".drawer-opener")).to_contain_text("1")


def test_the_filter_box_of_a_long_facet_narrows_its_options(page):
    page.goto("/projects/")
    page.locator("#find-city").fill("hamb")
    expect(page.locator("#city-hamburg")).to_be_visible()
    expect(page.locator("#city-berlin")).to_be_hidden()
    assert page.url.endswith("/projects/")


@pytest.mark.parametrize(
    ("address", "typed", "city"),
    [
        ("/projects/", "koln", "cologne"),
        ("/projects/", "Koeln", "cologne"),
        ("/projects/", "munchen", "munich"),
        ("/de/projects/", "koeln", "cologne"),
        ("/de/projects/", "Cologne", "cologne"),
        ("/de/projects/?fresh=all", "lubeck", "lubeck"),
        ("/ar/projects/", "hamburg", "hamburg"),
    ],
)
def test_the_filter_box_finds_a_city_however_it_is_spelled(page, address, typed, city):
    page.goto(address)
    page.locator("#find-city").fill(typed)
    expect(page.locator("#facet-city .option:visible")).to_have_count(1)
    expect(page.locator(f"#city-{city}")).to_be_visible()


def test_the_filter_box_says_when_nothing_fits_and_looks_at_no_counts(page):
    page.goto("/projects/")
    box, status = page.locator("#find-city"), page.locator("#facet-city [role=status]")
    for typed in ["1", "nowhere"]:
        box.fill(typed)
        expect(status).to_contain_text("Nothing was found")
        expect(page.locator("#facet-city .option:visible")).to_have_count(0)
        expect(page.locator("#more-city")).to_be_hidden()
    box.fill("")
    expect(status).to_be_empty()
    expect(page.locator("#more-city")).to_be_visible()


def test_the_search_box_of_a_list_asks_once_when_it_is_sent_and_not_when_it_is_left(page):
    asked = []
    page.goto("/projects/")
    page.on("request", lambda request: asked.append(request.url) if "/projects/" in request.url else None)
    box = page.locator("#q")
    box.fill("housing")
    box.press("Tab")
    page.wait_for_timeout(300)
    assert asked == []
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=housing$"))
    expect(page.locator(".chips .chip")).to_contain_text("housing")
    assert len(asked) == 1
    box.clear()
    box.press("Enter")
    expect(page).to_have_url(re.compile("/projects/$"))
    expect(page.locator(".chips .chip")).to_have_count(0)
    assert len(asked) == 2
    box.fill("berlin")
    check(page, "theme-housing")
    expect(page).to_have_url(re.compile("q=berlin"))
    assert len(asked) == 3


def test_the_search_box_suggests_and_obeys_the_keyboard(page):
    page.goto("/")
    box = page.locator("#q")
    box.press_sequentially("redi sch", delay=20)
    option = page.get_by_role("option").filter(has_text="ReDI School").first
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    status = page.locator(".search [role=status]")
    expect(status).to_have_text("Suggestions: use the arrow keys")
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("redi sch")
    expect(status).to_be_empty()
    box.press("ArrowDown")
    expect(option).to_be_visible()
    while page.locator('[role="option"][aria-selected="true"]').filter(has_text="ReDI School").count() == 0:
        box.press("ArrowDown")
    marked = page.locator('[role="option"][aria-selected="true"]').first
    assert box.get_attribute("aria-activedescendant") == marked.get_attribute("id")
    box.press("Enter")
    expect(page).to_have_url(re.compile("redi-school"))


def test_the_search_box_says_when_it_has_nothing_to_suggest(page):
    page.goto("/")
    page.locator("#q").press_sequentially("0000zzzz", delay=20)
    expect(page.locator(".search [role=status]")).to_have_text("No suggestions")


def test_without_javascript_the_search_box_just_searches(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("laptps refugees")
    page.get_by_role("searchbox").press("Enter")
    assert "/projects/?q=laptps+refugees" in page.url
    assert count(page) > 0
    assert page.locator("mark").count() > 0


def test_a_list_can_be_printed_with_its_addresses(page):
    page.goto("/projects/?theme=housing&where=berlin")
    page.emulate_media(media="print")
    assert page.locator(".drawer").is_hidden()
    assert page.locator(".card .print-only").first.is_visible()
    assert page.locator(".handout__title").inner_text() == "Projects: Housing · Where: Berlin"
    page.wait_for_function("() => document.querySelector('.handout__qr').naturalWidth > 50")


def test_a_map_can_be_printed_with_what_it_shows(page):
    page.goto("/map/?theme=housing")
    assert page.locator(".handout__title").is_hidden()
    page.emulate_media(media="print")
    assert page.locator(".handout__title").inner_text() == "Map: Europe · Housing"
    page.wait_for_function("() => document.querySelector('.handout__qr').naturalWidth > 50")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_all_of_a_list_can_be_printed(new_page, java_script_enabled):
    page = new_page(java_script_enabled=java_script_enabled)
    page.goto("/projects/?theme=language&per_page=12")
    expected = count(page)
    page.get_by_role("link", name=f"Print: {expected} projects").click()
    assert expected > 12
    expect(page.locator(".card")).to_have_count(expected)
    assert page.get_by_role("button", name="Print").is_visible() is java_script_enabled
    assert page.get_by_alt_text("QR code with the address of this list").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".handout__tools").is_hidden()
    assert page.locator("nav:visible").count() == 0
    assert page.pdf().startswith(b"%PDF")


def test_the_qr_code_of_a_list_is_drawn_here(page):
    page.goto("/projects/?theme=housing")
    page.get_by_text("QR code for a poster").click()
    picture = page.locator(".takeaway__qr").get_by_alt_text("QR code with the address of this list")
    expect(picture).to_be_visible()
    page.wait_for_function("() => document.querySelector('.takeaway__qr img').naturalWidth > 50")


def test_a_ticked_status_takes_the_place_of_all(page):
    page.goto("/projects/?status=all")
    tick = page.locator("#status-active")
    expected = int(page.locator("label", has=tick).locator(".count").inner_text())
    tick.check()
    expect(page).to_have_url(re.compile(r"\?status=active$"))
    expect(page.locator("#count")).to_contain_text(str(expected))
    expect(page.locator("#status-all")).to_have_count(0)
    assert page.locator(".chips .chip").count() == 1


def test_a_visit_that_changes_nothing_fetches_two_scripts(new_page):
    page = new_page()
    scripts = []
    page.on("request", lambda request: scripts.append(request.url) if request.resource_type == "script" else None)
    page.goto("/projects/")
    page.wait_for_load_state("networkidle")
    assert len(scripts) == 2


def test_a_tick_that_comes_before_its_script_is_not_lost(new_page):
    page = new_page()
    page.goto("/projects/")
    # Without a pointer or a key before it, as software for speech ticks a box.
    page.evaluate("document.getElementById('theme-language').click()")
    expect(page).to_have_url(re.compile(r"/projects/\?theme=language$"))
    expect(page.locator(".chips")).to_contain_text("Language")
