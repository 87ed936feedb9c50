"""What browsers and phones ask for unasked."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.core.management import call_command
from PIL import Image

from sharing.drawing import draw_mark

SIZES = {"apple-touch-icon.png": (180, 180), "icon-192.png": (192, 192), "icon-512.png": (512, 512)}


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_phones_find_an_icon_at_the_root_without_the_database(client, name, size):
    response = client.get(f"/{name}")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(b"".join(response.streaming_content))).size == size


def test_browsers_find_a_favicon_at_the_root(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 200
    icon = Image.open(BytesIO(b"".join(response.streaming_content)))
    assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_the_manifest_names_icons_that_exist(client, settings):
    response = client.get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    assert response.json()["name"] == settings.SITE_NAME
    for icon in response.json()["icons"]:
        if not icon["src"].startswith(settings.STATIC_URL):
            assert client.get(icon["src"]).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "language", "direction"), [("", "en", "ltr"), ("/ar", "ar", "rtl")])
def test_a_home_screen_opens_the_site_in_the_language_it_was_added_from(client, prefix, language, direction, settings):
    page = client.get(f"{prefix}/").content.decode()
    assert f'<link rel="manifest" href="{prefix}/site.webmanifest">' in page

    said = client.get(f"{prefix}/site.webmanifest").json()

    assert (said["start_url"], said["lang"], said["dir"]) == (f"{prefix}/", language, direction)
    assert said["short_name"] == settings.SITE_NAME


def test_the_icons_that_ship_are_what_the_command_draws(settings, tmp_path):
    shipped = Path(project_settings.WHITENOISE_ROOT)
    settings.WHITENOISE_ROOT = tmp_path
    call_command("draw_icons")
    for path in shipped.iterdir():
        assert Image.open(tmp_path / path.name).tobytes() == Image.open(path).tobytes(), path.name


def test_the_mark_is_that_of_the_svg():
    svg = Path(project_settings.BASE_DIR, "static/icons/favicon.svg").read_text()
    assert '<circle cx="12" cy="16" r="10" fill="#0b6e69"/>' in svg
    assert '<circle cx="20" cy="16" r="10" fill="#d9692f" fill-opacity=".82"/>' in svg
    mark = draw_mark(64)
    assert mark.getpixel((8, 32)) == (0x0B, 0x6E, 0x69, 255)
    assert mark.getpixel((54, 32)) == pytest.approx((0xD9, 0x69, 0x2F, 209), abs=1)
    assert mark.getpixel((0, 0))[3] == 0
