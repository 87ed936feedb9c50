"""The record of processing names the terms that the code keeps to, and no others."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

RECORD = Path(settings.BASE_DIR, "docs", "record-of-processing.md").read_text(encoding="utf-8")
HEAD, TERMS = RECORD.split("## Where the terms come from")
ROWS = re.findall(r"^\| (\d+ (?:days|hours)) \| `([\w.]+)` \|$", TERMS, re.MULTILINE)


def length(text):
    """Return what "14 days" or "48 hours" says as a timedelta."""
    number, unit = text.split()
    return timedelta(**{unit: int(number)})


@pytest.mark.parametrize(("said", "name"), ROWS)
def test_each_term_of_the_table_is_that_of_the_code(said, name):
    assert length(said) == import_string(name)


def test_every_term_that_the_record_speaks_of_stands_in_the_table():
    # Whom a breach is reported to within 72 hours is a term of the law.
    spoken_of = set(re.findall(r"\b\d+ (?:days|hours)", HEAD)) - {"72 hours"}

    assert spoken_of == {said for said, _name in ROWS}
