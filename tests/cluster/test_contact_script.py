"""The contact form in a real browser: with the proof of work, and without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from cluster.models import Message
from cluster.views import contact

pytestmark = [pytest.mark.browser, pytest.mark.stores, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def quick_hands(monkeypatch):
    """A browser that is driven types faster than anybody."""
    monkeypatch.setattr(contact, "QUICKEST", timedelta(0))


def write(page, live_server):
    """Fill in the form and send it; return the names of the signals that are stored with the message."""
    page.goto(f"{live_server.url}/contact/")
    page.get_by_label("Your e-mail address").fill("amina@example.org")
    page.get_by_label("Your message").fill("An event is missing: the one in Lyon.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_text("Your message has reached the curators")).to_be_visible()
    return {row["name"] for row in Message.objects.get().signals}


def test_a_browser_proves_its_work_while_somebody_writes(page, live_server):
    assert "no-proof-of-work" not in write(page, live_server)


def test_without_javascript_the_message_arrives_all_the_same(browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    assert "no-proof-of-work" in write(page, live_server)
