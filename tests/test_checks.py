"""What `check --deploy` says of settings that were left as they are on a laptop."""

import re

import pytest
from django.core.checks import run_checks

from dsi_directory.checks import FORGOTTEN, MEMORY_CACHE

POSTGRESQL = {"default": {"ENGINE": "django.db.backends.postgresql"}}
SET = {
    "DATABASES": POSTGRESQL,
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
    "POST_OFFICE": {"BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"}},
    "BEHIND_PROXY": True,
    "DEFAULT_FROM_EMAIL": "directory@directory.example",
    "MEDIA_ROOT": "/srv/directory/media",
    "SECOND_FACTOR": True,
}
LEFT = {
    "dsi_directory.W001": {"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3"}}},
    "dsi_directory.W002": {"CACHES": {"default": {"BACKEND": MEMORY_CACHE}}},
    "dsi_directory.W003": {
        "POST_OFFICE": {"BACKENDS": {"default": "django.core.mail.backends.filebased.EmailBackend"}}
    },
    "dsi_directory.W004": {"BEHIND_PROXY": False},
    "dsi_directory.W005": {"DEFAULT_FROM_EMAIL": "directory@localhost"},
    "dsi_directory.W006": {"MEDIA_ROOT": "var/media"},
    "dsi_directory.W007": {"SECOND_FACTOR": False},
}


@pytest.fixture
def warnings(monkeypatch, settings):
    """Return a function: settings -> {id: hint} of what the checks of this site say."""

    def warnings(is_https=True, **values):
        # Not through the fixture, which would make the connections of the test anew.
        for name, value in {**SET, **values, "SERVED_OVER_HTTPS": is_https}.items():
            monkeypatch.setattr(settings._wrapped, name, value, raising=False)
        found = run_checks(tags=None, include_deployment_checks=True)
        return {message.id: message.hint for message in found if message.id.startswith("dsi_directory.")}

    return warnings


def test_a_site_that_set_everything_hears_nothing(warnings):
    assert warnings() == {}


@pytest.mark.parametrize("number", LEFT)
def test_each_forgotten_setting_is_named_by_itself_with_what_to_do(warnings, number):
    found = warnings(**LEFT[number])

    assert list(found) == [number]
    assert re.match(r"Set [A-Z_]+\b", found[number])


def test_every_check_is_tried_here():
    assert [f"dsi_directory.W{number:03}" for number, *_ in FORGOTTEN] == list(LEFT)


def test_a_laptop_hears_nothing(warnings):
    assert warnings(is_https=False, **LEFT["dsi_directory.W001"]) == {}
