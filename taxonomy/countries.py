"""The names of countries in the active language: those of CLDR, as its readers know them.

The settings give them to django_countries in place of its own, so forms, filters and the admin have them as well.
"""

from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_countries.data import COUNTRIES as OF_ISO

from taxonomy.languages import locale

# Kosovo has no code of ISO 3166-1; this one is what the European Union and CLDR use.
COUNTRIES = OF_ISO | {"XK": "Kosovo"}
# What CLDR calls by names of many words, and itself has these shorter ones for.
SHORTER = {"HK": gettext_noop("Hong Kong"), "MO": gettext_noop("Macao"), "PS": gettext_noop("Palestine")}


def country_name(code):
    """Return the name of a country in the active language, or "" where the code (ISO 3166-1 alpha-2) is none."""
    if code in SHORTER:
        return _(SHORTER[code])
    return locale().territories[code] if code in COUNTRIES else ""


def is_country(code):
    """Say whether a text is the code of a country."""
    return code in COUNTRIES


_lazy_name = lazy(country_name, str)


def names_of_countries():
    """Return ISO code -> lazily translated name of every country."""
    return {code: _lazy_name(code) for code in COUNTRIES}
