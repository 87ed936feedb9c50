"""The ground that circles stand on: land, borders and inhabited places as SVG path data, made by `make_outlines`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "outlines"
FACTOR = 10  # path data is in tenths of a unit of the wide sheet


@dataclass(frozen=True)
class Outline:
    """home: the country that the map is about, "" where it is about several."""

    land: str
    home: str
    borders: str
    dots: str


@cache
def outline(key):
    """Return the Outline of a region."""
    return Outline(**json.loads((FOLDER / f"{key}.json").read_text(encoding="ascii")))
