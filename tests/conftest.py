"""What every test has: a cache and files of its own, and a Chromium where it is a `browser` test."""

import os
import shutil
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import translation

from tests.mailserver import mail_server  # noqa: F401 - a fixture

# Playwright runs an event loop in the thread of the test, in which Django would refuse to read the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure():
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def empties_the_database(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "live_server" in item.fixturenames


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Put those that empty the database behind all that need what the migrations wrote, such as the Curators."""
    items.sort(key=empties_the_database)


@pytest.fixture(autouse=True)
def cache_of_its_own(settings):
    """A prefix rather than a clear, as tests that run at the same time may share one Redis."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture(autouse=True)
def language_of_its_own():
    """A request in another language leaves it active in the thread, where the next factory would save names in it."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def files_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    executable = next(filter(None, map(shutil.which, names)), None)
    if not executable:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium on this machine")
    return browser_type_launch_args | {"executable_path": executable, "args": CHROMIUM_FLAGS}
