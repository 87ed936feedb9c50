"""A passkey is made and asked for in a browser that has a key of its own, under the policy of the site."""

import sys

import pytest
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity
from mfa.methods import fido2
from mfa.models import MFAKey

from tests.factories import make_curator

pytestmark = [pytest.mark.browser, pytest.mark.stores, pytest.mark.django_db(transaction=True)]
PASSWORD = "a-long-password"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def log_in(page, address, user):
    page.goto(f"{address}/admin/login/")
    page.fill("#id_username", user.email)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")


def test_a_passkey_is_made_and_opens_the_admin(browser, live_server, settings, monkeypatch):
    settings.SECOND_FACTOR = True
    # The module itself, which is loaded when it is first asked for something: accounts/when_used.py.
    methods = sys.modules[fido2.register_begin.__module__]
    monkeypatch.setattr(methods, "fido2", Fido2Server(PublicKeyCredentialRpEntity(id="localhost", name="Directory")))
    curator = make_curator()
    page = browser.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

    log_in(page, live_server.url, curator)
    page.get_by_role("link", name="Add a passkey").click()
    page.fill("#id_name", "laptop")
    page.get_by_role("button", name="Create a passkey").click()
    page.get_by_role("button", name="Create recovery codes").click()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Log out").click()
    log_in(page, live_server.url, curator)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/admin/")

    assert page.get_by_role("heading", name="What needs somebody today").is_visible()
    assert MFAKey.objects.filter(user=curator, method="FIDO2", name="laptop").exists()
    assert complaints == []
    page.close()
