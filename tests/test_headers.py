"""What each answer tells browsers beside its content."""

import pytest

from dsi_directory.health import ADDRESSES
from tests.factories import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.mark.parametrize(
    "address", ["/", "/projects/", "/nonsense/", "/admin/login/", "/robots.txt", "/favicon.ico", *ADDRESSES]
)
def test_every_answer_turns_off_what_no_page_uses_and_stays_on_its_own_site(client, address):
    make_project("Here")
    for _time in range(2):
        response = client.get(address)
        assert "camera=()" in response["Permissions-Policy"]
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["/card.png", "/map/picture.svg"])
def test_images_for_other_pages_may_be_shown_there(client, address):
    make_project("Here")
    for _time in range(2):
        response = client.get(address)
        assert response.status_code == 200
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
