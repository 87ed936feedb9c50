"""Where holes are reported: /.well-known/security.txt, by RFC 9116."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

ADDRESS = "/.well-known/security.txt"


def fields(client):
    """Return the fields of the file as a list of (name, value)."""
    lines = client.get(ADDRESS).content.decode().removesuffix("\n").split("\n")
    return [tuple(line.split(": ", 1)) for line in lines]


def test_it_names_contact_end_language_and_its_own_address(client, settings, time_machine):
    time_machine.move_to(datetime(2026, 11, 28, 15, 30, tzinfo=UTC))
    settings.SITE_URL = "https://directory.example"

    assert fields(client) == [
        ("Contact", "https://directory.example/contact/"),
        ("Expires", "2027-05-27T00:00:00Z"),
        ("Preferred-Languages", "en"),
        ("Canonical", "https://directory.example/.well-known/security.txt"),
    ]


def test_it_is_plain_text_that_needs_no_database(client):
    assert client.get(ADDRESS)["Content-Type"] == "text/plain; charset=utf-8"


def test_the_contact_page_that_it_leads_to_is_there_for_everybody(client, db, settings):
    contact = dict(fields(client))["Contact"].removeprefix(settings.SITE_URL)

    assert contact == reverse("cluster:contact")
    assert client.get(contact).status_code == 200


def test_the_operator_may_name_another_contact_and_a_policy(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@directory.example"
    settings.SECURITY_POLICY = "https://directory.example/security/"
    found = dict(fields(client))

    assert found["Contact"] == "mailto:security@directory.example"
    assert found["Policy"] == "https://directory.example/security/"


@pytest.mark.parametrize("now", ["2026-01-01T00:00:00+00:00", "2027-12-31T23:59:59+00:00"])
def test_it_never_says_more_than_a_year_and_is_never_over(client, time_machine, now):
    time_machine.move_to(now, tick=False)
    expires = datetime.fromisoformat(dict(fields(client))["Expires"])

    assert 0 < (expires - datetime.fromisoformat(now)).days < 365


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405
