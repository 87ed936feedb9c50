"""The files that the tests of the catalogue load."""

import csv

import pytest

from tests.factories import make_theme
from tests.projects.cataloguing import SOUND


@pytest.fixture
def themes():
    return [make_theme("language"), make_theme("mentoring")]


@pytest.fixture
def write(themes, tmp_path):
    """Return a function that writes rows, each given by what is not as in SOUND, and returns the file's path."""

    def write(*rows, file="rows.csv"):
        path = tmp_path / file
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, SOUND)
            writer.writeheader()
            writer.writerows(SOUND | row for row in rows)
        return path

    return write
