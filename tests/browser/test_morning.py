"""The curators' start page on a phone."""

import pytest
from django.conf import settings

from tests.curators import client_of, make_group_curator
from tests.factories import make_organisation, make_project
from tests.upkeep.making import make_sign
from upkeep.jobs import find_duplicates

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
WIDTH = 360


def sticking_out(page):
    """Return the texts of what can be seen and reaches beyond the window."""
    return page.locator("body *").evaluate_all(
        """(all, width) => all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > width + 1)
            .map((one) => one.textContent.trim())""",
        WIDTH,
    )


def test_nothing_sticks_out_of_a_phone(page, live_server):
    for number in range(3):
        make_sign(make_project(f"Refugees at Home in a place with a long name {number}", website=""), when="2016")
        make_organisation(f"Refugees at Home in a place with a long name {number}")
    find_duplicates()
    session = client_of(make_group_curator()).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": WIDTH, "height": 800})
    page.goto(f"{live_server.url}/admin/")

    assert page.get_by_text("Compare them, and merge them or tell them apart").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTH
    menus = page.locator(".models-nav__section")
    assert menus.count()
    for menu in menus.all():
        menu.locator("summary").click()
        assert sticking_out(page) == []
        menu.locator("summary").click()
