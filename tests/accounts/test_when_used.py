"""What few requests need is loaded when the first of them comes."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from django.conf import settings

from accounts.when_used import load_when_used, when_used

SLOW = """
import time
from tests.accounts import test_when_used
test_when_used.LOADED.append(__name__)
time.sleep(0.05)
word = "there"
"""
LOADED = []


@pytest.fixture
def rarely(tmp_path, monkeypatch):
    """A module that takes a while to load, and stands in a package as those of libraries do."""
    (tmp_path / "of_a_library").mkdir()
    (tmp_path / "of_a_library" / "rarely.py").write_text(SLOW)
    monkeypatch.syspath_prepend(tmp_path)
    LOADED.clear()
    load_when_used("of_a_library.rarely")
    yield import_module("of_a_library.rarely")
    for name in ("of_a_library.rarely", "of_a_library"):
        sys.modules.pop(name, None)


def test_it_is_loaded_once_whole_and_for_whoever_asks(rarely):
    assert LOADED == []

    with ThreadPoolExecutor(8) as threads:
        words = list(threads.map(lambda _number: rarely.word, range(8)))

    assert words == ["there"] * 8
    assert LOADED == ["of_a_library.rarely"]
    assert import_module("of_a_library.rarely").word == "there"
    with pytest.raises(AttributeError):
        assert rarely.nothing


def test_what_is_loaded_already_stays():
    load_when_used("json")

    assert import_module("json") is json is when_used("json")


def test_what_one_module_has_of_its_own_is_no_matter_of_others(rarely):
    own = when_used("of_a_library.other")

    assert "of_a_library.other" not in sys.modules
    with pytest.raises(ModuleNotFoundError):
        assert own.word
    assert rarely.word == "there"


def test_a_worker_begins_without_what_passkeys_workbooks_and_calendars_need():
    """In a process of its own, as their tests may have run in this one."""
    dear = ("cryptography", "openpyxl", "icalendar")
    look = f"import sys, dsi_directory.wsgi; print([name for name in sys.modules if name.startswith({dear})])"

    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", look],
        cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip

    assert told.stdout.strip() == "[]"
