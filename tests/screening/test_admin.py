"""The list of domains in the admin: what curators type into it, and who may."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from screening.models import BlockedDomain
from tests.curators import client_of, make_group_curator
from tests.factories import make_visitor

pytestmark = pytest.mark.django_db
ADDRESSES = [pattern.name for pattern in admin.site._registry[BlockedDomain].get_urls() if pattern.name]


@pytest.fixture
def desk(db):
    """A browser in which a curator is signed in."""
    return client_of(make_group_curator())


def address_of(name):
    needs_key = name.endswith(("_change", "_delete", "_history"))
    row, _is_new = BlockedDomain.objects.get_or_create(domain="known.example")
    return reverse(f"admin:{name}", args=[row.pk] if needs_key else [])


def test_domains_are_blocked_after_a_look(desk):
    address = "/admin/screening/blockeddomain/block/?domain=www.Farm.example&domain=gmail.com&domain=other.example"
    page = desk.get(address)
    assert [key for key, _label in page.context["form"].fields["domain"].choices] == ["farm.example", "other.example"]
    assert not BlockedDomain.objects.filter(domain="farm.example").exists()
    response = desk.post(address, {"domain": ["farm.example"], "kind": "spam", "note": ""})
    assert response.url == "/admin/screening/blockeddomain/"
    assert BlockedDomain.objects.filter(domain__in=["farm.example", "other.example"]).get().domain == "farm.example"


@pytest.mark.parametrize(
    ("came_from", "goes_to"),
    [
        ("/admin/submissions/submission/", "/admin/submissions/submission/"),
        ("https://evil.example/", "/admin/screening/blockeddomain/"),
        ("//evil.example", "/admin/screening/blockeddomain/"),
    ],
)
def test_blocking_leads_back_to_where_the_curator_came_from(desk, came_from, goes_to):
    address = f"/admin/screening/blockeddomain/block/?domain=farm.example&next={came_from}"
    assert f'href="{goes_to}"' in desk.get(address).content.decode()
    assert desk.post(address, {"domain": ["farm.example"], "kind": "spam", "note": ""}).url == goes_to


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("https://www.Farm.example/page", "farm.example"),
        ("somebody@mail.farm.example", "mail.farm.example"),
        ("https://farm.example/?m=a@innocent.org", "farm.example"),
        ("somebody@www.farm.example", "farm.example"),
        ("farm.example:8080", "farm.example"),
        ("//[abc", None),
        ("gmail.com", None),
        ("no domain", None),
        ("", None),
    ],
)
def test_a_domain_is_kept_as_the_screen_compares_it(desk, typed, stored):
    before = set(BlockedDomain.objects.values_list("domain", flat=True))
    desk.post("/admin/screening/blockeddomain/add/", {"domain": typed, "kind": "spam", "note": ""})
    assert set(BlockedDomain.objects.values_list("domain", flat=True)) - before == ({stored} if stored else set())


def test_the_list_of_addresses_is_whole():
    assert "screening_blockeddomain_block" in ADDRESSES
    assert "screening_blockeddomain_add" in ADDRESSES


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_refuses_visitors_submitters_and_staff_without_the_permission(name):
    address = address_of(name)
    before = list(BlockedDomain.objects.order_by("pk").values())
    answers = {"domain": "new.example", "kind": "spam", "post": "yes", "index": 0}
    for client in (Client(), client_of(make_visitor())):
        for response in (client.get(address), client.post(address, answers)):
            assert response.status_code == 302
            assert response.url.startswith("/admin/login/")
    clerk = client_of(make_visitor(is_staff=True))
    assert clerk.get(address).status_code == clerk.post(address, answers).status_code == 403
    assert list(BlockedDomain.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("name", ADDRESSES)
def test_curators_reach_every_address(desk, name):
    assert desk.get(address_of(name)).status_code == 200
