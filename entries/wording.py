"""What is said of entries wherever they are shown: names in the visitor's language, places, lists of words."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from babel.lists import format_list
from django.conf import settings
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

from taxonomy.countries import country_name
from taxonomy.languages import language_name, locale
from taxonomy.models import City

MOST_PLACES_ON_A_CARD = 3
MOST_LANGUAGES_ON_A_CARD = 4
# Django's own catalogues translate these, so ours do not have to.
COMMA = ", "
# How a text is kept to itself: as its first letter goes, from right to left, from left to right; and where it ends.
FIRST_LETTER, RIGHT_FIRST, LEFT_FIRST, END = "\u2068", "\u2067", "\u2066", "\u2069"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def language_names(codes):
    """Return the names of codes of ISO 639 in the visitor's language, as a list."""
    return [language_name(code) for code in codes]


def and_list(items):
    """Return the items as the visitor's language enumerates: "A, B and C"."""
    return format_list([isolated(item) for item in items], locale=locale())


def comma_list(items):
    """Return the items with the comma of the visitor's language between them: "A, B, C"."""
    return comma().join(isolated(item) for item in items)


def comma():
    return _(COMMA)


def colon():
    """Return what stands between a name and its value: ": ", in French with a space on both sides."""
    return pgettext("between a name and its value", ": ")


def labelled(label, value):
    """Return "label: value" in the way of the visitor's language."""
    return f"{isolated(label)}{colon()}{isolated(value)}"


def isolated(text):
    """Return a text so that it does not turn what stands beside it, where one of the two is from right to left.

    Its own first letter says which way it goes. What was put together of such texts has none that counts, and goes as
    the page does.
    """
    text, is_from_right = str(text), get_language_bidi()
    if not (is_from_right or RIGHT_TO_LEFT.search(text)):
        return text
    if not text.startswith(FIRST_LETTER):
        return f"{FIRST_LETTER}{text}{END}"
    return f"{RIGHT_FIRST if is_from_right else LEFT_FIRST}{text}{END}"


def languages_in_short(codes):
    return _in_short(language_names(codes), MOST_LANGUAGES_ON_A_CARD)


def places_of(entry):
    """Return where an entry is, as a list: its cities, with the country where that is not the home country.

    Without a city the list has its country, if one is known.
    """
    cities = [city_with_country(city) for city in entry.cities.all()]
    return cities or [country_name(code) for code in entry.country_keys]


def places_in_short(entry):
    return _in_short(places_of(entry), MOST_PLACES_ON_A_CARD)


def linked_names(entries):
    """Return (address, name) of each: of a city with its country, if that is not the home country."""
    return [
        (entry.get_absolute_url(), city_with_country(entry) if isinstance(entry, City) else entry.name)
        for entry in entries
    ]


def city_with_country(city):
    code = city.country.code
    return city.name if code == settings.HOME_COUNTRY else _city_abroad(city.name, code, get_language())


@lru_cache(maxsize=2000)
def _city_abroad(city, code, language):
    # By itself, so that a Latin name does not turn the comma and the country after it.
    return _("%(city)s, %(country)s") % {"city": isolated(city), "country": country_name(code)}


def is_address(source):
    return source.startswith(("http://", "https://"))


def full_address(url):
    """Return an address as people write it, without scheme and "www."; whole, for paper."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.removeprefix("www.") + unquote(parts.path).rstrip("/") + query


def short_address(url):
    """Return an address as people write it, without its query, and shortened to what fits a line."""
    text = full_address(url.partition("?")[0])
    return text if len(text) <= 60 else f"{text[:59]}…"


def site_of(url):
    """Return the host of an address as people write it, without "www."."""
    return urlsplit(url).netloc.removeprefix("www.")


def _in_short(names, most):
    return _cut(tuple(names), most, get_language())


@lru_cache(maxsize=2000)
def _cut(names, most, language):
    """language: of the page, which the words between the names depend on."""
    if len(names) <= most:
        return and_list(names)
    return _("%(names)s +%(number)d") % {"names": comma_list(names[:most]), "number": len(names) - most}
