"""The style page in a browser: every component passes axe in both directions, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.browser.test_pages import RULES, VIEWS
from tests.curators import client_of
from tests.factories import make_curator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The same component stands there several times, so that its landmarks have the same name.
SEVERAL_TIMES = {"rules": {"landmark-unique": {"enabled": False}}}


@pytest.mark.parametrize(("prefix", "width", "scheme"), VIEWS)
def test_axe_finds_nothing_on_any_component_and_nothing_sticks_out(browser, live_server, prefix, width, scheme):
    session = client_of(make_curator()).cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    assert page.goto(f"{live_server.url}{prefix}/styleguide/").ok
    violations = Axe().run(page, options=RULES | SEVERAL_TIMES).response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert complaints == []
    context.close()
