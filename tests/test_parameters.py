"""Values in the addresses of the admin that no column could hold."""

import re
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from accounts.numbers import number_in
from tests.curators import client_of
from tests.factories import make_curator, make_project
from tests.roles import TABLE
from tests.roles_world import make_world, names_of

pytestmark = pytest.mark.django_db
ODD = [("__gte", "2"), ("__year", "-1"), ("", "9" * 30)]
ODD_KEYS = ["*", "²", "-1", "1e400", "9" * 30, "9" * 5000, "a\0b", "a_00b", "💥"]


def addresses_of(model):
    """Return the addresses of a model's list and, where it has one, of its export."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    found = [reverse(f"{name}_changelist")]
    try:
        return [*found, reverse(f"{name}_export")]
    except NoReverseMatch:
        return found


@pytest.mark.parametrize("label", sorted(model._meta.label_lower for model in admin.site._registry))
def test_no_value_of_a_filter_is_an_error_of_the_site(label):
    client = client_of(make_curator())
    client.raise_request_exception = False
    [model] = [model for model in admin.site._registry if model._meta.label_lower == label]
    # One of a kind, as a list asks a column by its kind.
    names = {type(field): field.name for field in model._meta.concrete_fields}.values()

    broken = [
        f"{addresses_of(model)[-1]}?{name}{lookup}={value}"
        for name in names
        for lookup, value in ODD
        if client.get(addresses_of(model)[-1], {f"{name}{lookup}": value}).status_code >= 500
    ]

    assert broken == []


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("query", ["confirmed_on__gte=2", "created_at__year=99999999999", "themes__id__exact=zz"])
def test_an_export_says_in_the_look_of_the_site_that_a_filter_makes_no_sense(query, format):
    response = client_of(make_curator()).get(f"/admin/projects/project/export/?{query}&as={format}")

    assert response.status_code == 400
    assert "css/site.css" in response.content.decode()


@pytest.mark.parametrize("key", ODD_KEYS, ids=range(len(ODD_KEYS)))
def test_no_key_in_an_address_is_an_error_of_the_site(key):
    world = make_world()
    client = client_of(make_curator())
    client.raise_request_exception = False
    broken = []
    for row in TABLE:
        address = row.partition("?")[0]
        for name in re.findall(r"\{(\w+)\}", address):
            odd = address.format_map(names_of(world, row) | {name: quote(key, safe="")})
            broken += [odd[:80]] if client.get(odd).status_code >= 500 else []

    assert broken == []


@pytest.mark.parametrize("action", ["change", "delete"])
def test_a_field_to_go_by_without_a_name_is_refused(action):
    address = f"/admin/projects/project/{make_project().pk}/{action}/"
    client = client_of(make_curator())

    assert client.get(f"{address}?_to_field=").status_code == 400
    assert client.post(f"{address}?_to_field=", {"post": "yes"}).status_code == 400
    assert client.post(address, {"post": "yes", "_to_field": ""}).status_code == 400


def test_no_key_in_a_field_is_an_error_of_the_site():
    client = client_of(make_curator())
    client.raise_request_exception = False

    assert client.post("/admin/log-ins/", {"session": "9" * 5000}).status_code == 302
    assert client.post(f"/admin/cluster/event/preview/en/?object={'9' * 5000}").status_code == 404


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("١٢", 12), ("", 0), ("-1", 0), ("²", 0), ("1e9", 0), ("9" * 19, 0), ("9" * 5000, 0)],
)
def test_a_number_of_a_stranger_is_read_without_a_fault(text, number):
    assert number_in(text) == number
