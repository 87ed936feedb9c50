"""The layers that know the address and the website of a sender: each alone."""

import pytest

from screening.layers.sender import address_of_website, blocked_mail_domain, blocked_website, no_address
from screening.models import BlockedDomain
from screening.verdict import SPAM_FROM


def test_the_address_of_the_website_is_little_credit():
    assert address_of_website("a@lingo.example", "https://www.lingo.example").weight == -1
    assert address_of_website("a@gmail.com", "https://gmail.com") is None
    assert address_of_website("", "") is None


def test_a_report_without_an_address_is_named():
    assert no_address("") is not None
    assert no_address("a@b.example") is None


@pytest.mark.django_db
def test_domains_on_the_list_are_named_with_what_lies_below_them():
    BlockedDomain.objects.create(domain="farm.example", kind="link-farm")
    assert blocked_website("https://blog.farm.example/x").detail == "farm.example: link-farm"
    assert blocked_mail_domain("a@mail.farm.example").weight < SPAM_FROM
    assert blocked_website("https://notfarm.example") is None
    assert blocked_mail_domain("") is None
