"""Where things stand on the screen, which the HTML alone does not tell."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ENTRY = "/projects/redi-school-of-digital-integration/"


def top_of(page, selector):
    return page.locator(selector).first.bounding_box()["y"]


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_what_to_do_next_comes_before_what_else_is_known(new_page, width):
    page = new_page(width=width)
    page.goto(ENTRY)

    head, offer, facts = (top_of(page, selector) for selector in (".entry__head", ".offer", ".entry__facts"))

    assert head < offer
    # On a wide screen they stand beside each other.
    assert offer < facts or width == 1280


@pytest.mark.parametrize("width", [1280, 1600])
def test_the_head_of_the_page_stands_where_it_stood_on_the_page_before(new_page, width):
    page = new_page(width=width)
    places = {}
    for address in ("/", "/projects/", "/map/", "/insights/", ENTRY):
        page.goto(address)
        places[address] = page.locator(".masthead a").first.bounding_box()["x"]

    assert len(set(places.values())) == 1, places
