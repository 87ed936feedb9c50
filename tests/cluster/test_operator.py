"""Who answers for the site: the imprint says it, and a deployment that does not know it is warned."""

import pytest
from django.core.checks import run_checks

from cluster.apps import data_protection_is_described, operator_is_named
from entries.cache import release_digest
from tests.cluster.making import make_page


def warnings():
    return [message.id for message in run_checks(include_deployment_checks=True) if message.id == "cluster.W001"]


def test_the_imprint_names_the_operator_of_the_settings(client, db, settings):
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "Ex & Co.", "Street 1\n<b>Berlin</b>"
    make_page("imprint")
    html = client.get("/imprint/").content.decode()
    assert "Ex &amp; Co." in html
    assert "Street 1<br>&lt;b&gt;Berlin&lt;/b&gt;" in html
    assert "has not been named" not in html


def test_without_one_the_imprint_says_so(client, db, settings):
    settings.OPERATOR_NAME = settings.OPERATOR_ADDRESS = ""
    make_page("imprint")
    make_page("story")
    assert "The operator of this site has not been named here yet." in client.get("/imprint/").content.decode()
    assert "has not been named" not in client.get("/story/").content.decode()


def test_a_deployment_without_an_operator_is_warned(settings):
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "Ex & Co.", ""
    assert warnings() == ["cluster.W001"]
    assert "OPERATOR_ADDRESS" in operator_is_named(None)[0].msg
    settings.OPERATOR_ADDRESS = "Street 1"
    assert warnings() == []


def test_the_page_on_privacy_says_what_the_operator_filled_in(client, db, settings):
    settings.OPERATOR_NAME = "Ex & Co."
    settings.PRIVACY_CONTACT, settings.PRIVACY_PROCESSORS = "privacy@example.org", "Host GmbH\n<b>Mail</b> Ltd"
    settings.PRIVACY_LEGAL_BASES = "Art. 6 (1) b, f"
    make_page("privacy")
    make_page("story")

    html = client.get("/privacy/").text

    assert "Ex &amp; Co." in html
    assert "privacy@example.org" in html
    assert "Art. 6 (1) b, f" in html
    assert "Host GmbH<br>&lt;b&gt;Mail&lt;/b&gt; Ltd" in html
    assert "has not named" not in html
    assert "Legal bases" not in client.get("/story/").text


def test_the_page_on_privacy_says_what_is_not_filled_in(client, db, settings):
    settings.PRIVACY_CONTACT = settings.PRIVACY_PROCESSORS = settings.PRIVACY_LEGAL_BASES = ""
    make_page("privacy")

    assert client.get("/privacy/").text.count("The operator of this site has not named them here yet.") == 2


@pytest.mark.parametrize("missing", ["PRIVACY_CONTACT", "PRIVACY_LEGAL_BASES", "PRIVACY_PROCESSORS"])
def test_a_deployment_that_says_nothing_on_data_protection_is_warned(settings, missing):
    settings.PRIVACY_CONTACT = settings.PRIVACY_LEGAL_BASES = settings.PRIVACY_PROCESSORS = "Something"
    assert data_protection_is_described(None) == []
    setattr(settings, missing, "")

    assert [message.id for message in data_protection_is_described(None)] == ["cluster.W002"]
    assert missing in data_protection_is_described(None)[0].msg


def test_pages_that_name_another_operator_are_not_taken_from_the_cache(settings):
    settings.OPERATOR_NAME = "Ex & Co."
    before = release_digest.__wrapped__()
    settings.OPERATOR_NAME = "Why & Co."
    assert release_digest.__wrapped__() != before
