"""From where an offer can be used, as terms: what an entry has, and what those look for who are in a place.

A term is ANYWHERE, the code of a country, or the key of a region; of what nobody said where it can be used, NOT_KNOWN,
or the same within a country.
"""

from dataclasses import dataclass

from taxonomy.countries import COUNTRIES
from taxonomy.regions import REGIONS
from taxonomy.where import where_key

ANYWHERE = "anywhere"
NOT_KNOWN = "unknown"


def not_known_where_in(country):
    """Return the term of what can be used in some place of a country (ISO code), nobody says in which."""
    return f"{NOT_KNOWN} {country}"


@dataclass(frozen=True)
class UsableFrom:
    """The terms of what can be used from a place, and of what perhaps can."""

    sure: tuple
    perhaps: tuple = (NOT_KNOWN,)


def usable_from_city(country, region):
    """country: ISO code; region: key of the one of REGIONS in which the city lies, or ""."""
    sure = (ANYWHERE, country, *([region] if region else []))
    return UsableFrom(sure, (NOT_KNOWN, not_known_where_in(country)))


def usable_from_region(key):
    """Somewhere in a region (a key of REGIONS): what is for all of it, for its country, or for anywhere."""
    return usable_from_city(REGIONS[key].country, key)


def usable_from_countries(*codes):
    """Wherever in these countries (ISO codes) that is: what is for a region of one of them counts as well."""
    return UsableFrom((ANYWHERE, *codes, *(region.key for region in REGIONS.values() if region.country in codes)))


def usable_from_ring(key):
    """key: one of where_keys(), but for the home city."""
    return usable_from_countries(*(code for code in COUNTRIES if where_key(code) == key))
