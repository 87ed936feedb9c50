"""Methods that no page has: refused at the door, in one line."""

import pytest
from django.test import Client

from tests.curators import client_of
from tests.factories import make_curator

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
ADDRESSES = [
    "/",
    "/projects/",
    "/submit/project/",
    "/nonsense/",
    "/admin/",
    "/admin/nonsense/",
    "/admin/projects/project/",
    "/admin/projects/project/1/",
    "/admin/projects/project/1/change/",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["PROPFIND", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "X" * 5000])
def test_an_odd_method_is_refused_in_one_line(address, method, caplog):
    response = Client(enforce_csrf_checks=True).generic(method, address)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert [record.exc_info for record in caplog.records] == [None]


def test_an_odd_method_is_refused_to_a_curator_as_well():
    client = client_of(make_curator())
    assert {client.generic("PROPFIND", address).status_code for address in ADDRESSES} == {405}


@pytest.mark.parametrize("address", [*ADDRESSES, "/mine/sign-out/", "/admin/projects/project/preview/x/"])
def test_no_post_without_a_token_is_an_error(address, caplog):
    """The handler of forged requests calls no view that would look for the token again."""
    response = Client(enforce_csrf_checks=True, raise_request_exception=False).post(address)

    assert response.status_code < 500
    assert len(caplog.records) <= 2
