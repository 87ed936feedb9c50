"""Whoever opened a form of the admin first is told, by a page that asks, who opened it later."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.curators import client_of, make_group_curator
from tests.factories import make_project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
ASKS_EVERY = 20_000  # milliseconds


def test_whoever_came_first_is_told_even_after_a_moment_without_a_network(page, live_server, complaints):
    address = f"/admin/projects/project/{make_project().pk}/change/"
    ada, grace = (client_of(make_group_curator(f"{name}@example.org", name=name)) for name in ("Ada", "Grace"))
    session = ada.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page.clock.install()
    page.goto(live_server.url + address)
    others = page.locator("[data-others]")
    expect(others).to_have_text("")

    grace.get(address)
    page.route("**/admin/others/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.clock.run_for(ASKS_EVERY)
    page.unroute("**/admin/others/**")
    expect(others).to_have_text("")
    page.clock.run_for(ASKS_EVERY)

    expect(others).to_contain_text("Grace has this open as well")
    complaints.clear()
