"""What the templates need for the look: icons, and names in the visitor's language."""

from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from babel import Locale
from babel.lists import format_list
from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django_countries import countries

from entries.alphabets import alphabetical
from entries.choices import language_name
from entries.search.text import fold

register = template.Library()

# The directory's English is British.
LOCALES = {"en": "en-GB"}
CHECKED = SafeString(" checked")
MOST_PLACES_ON_A_CARD = 3
MOST_LANGUAGES_ON_A_CARD = 4
# What Django has in its own catalogues, so that ours need it not.
COMMA = ", "


@register.simple_tag
@cache
def icon(name):
    """Return a symbol of the sprite. It only repeats what stands beside it, so screen readers skip it."""
    address = f"{static('icons/sprite.svg')}#{name}"
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag
def monogram(entry):
    """Return an entry's logo, or a tile with its initials; its name stands beside it and is read out."""
    if entry.logo:
        return format_html('<img class="monogram" src="{}" alt="" loading="lazy">', entry.logo.url)
    return format_html('<span class="monogram" aria-hidden="true" translate="no">{}</span>', entry.monogram)


@register.simple_tag
def options(name, options):
    """Return the ticks of a facet's Options; name: of the parameter. In Python, as a list has some hundred of them."""
    return format_html_join(
        "\n",
        '<label class="option{0}"{6}><input type="checkbox" id="{1}-{2}" name="{1}" value="{2}"{3}><bdi>{4}</bdi>'
        '<span class="count">{5}</span></label>',
        (
            (
                "" if option.count or option.is_on else " option--none",
                name,
                option.value,
                CHECKED if option.is_on else "",
                option.label,
                _localized(option.count, get_language()),
                _names_to_find(option.label, option.spellings),
            )
            for option in options
        ),
    )


@lru_cache(maxsize=2000)
def _names_to_find(label, spellings):
    """Return the attribute with the names under which the box of a facet finds an option beside its label."""
    further = {}
    for name in spellings:
        if fold(name) not in fold(label):
            further.setdefault(fold(name), name)
    return format_html(' data-names="{}"', "; ".join(further.values())) if further else ""


@lru_cache(maxsize=2000)
def _localized(number, language):
    """Return a number as a language writes it."""
    return localize(number)


@register.filter
def hue(entry):
    """Return the hue of an entry's first theme: the colour of its edge and its monogram."""
    return next((theme.hue for theme in entry.themes.all()), "slate")


@register.filter
def language_names(codes):
    """Return the names of ISO 639-1 codes in the visitor's language, as a list."""
    return [language_name(code) for code in codes]


@register.filter
def country_name(code):
    return countries.name(code)


@register.filter
def and_list(items):
    """Return the items as the visitor's language enumerates: "A, B and C"."""
    return format_list(_isolated(items), locale=_locale())


def comma_list(items):
    """Return the items with the comma of the visitor's language between them: "A, B, C"."""
    return _(COMMA).join(_isolated(items))


def _isolated(items):
    """Return items as texts; from right to left each isolated, so that a Latin one does not turn its neighbours."""
    return [f"\u2068{item}\u2069" if get_language_bidi() else str(item) for item in items]


@register.filter
def languages_in_short(codes):
    return _in_short(language_names(codes), MOST_LANGUAGES_ON_A_CARD)


@register.filter
def places(entry):
    """Return where an entry is, as a list: its cities, with the country where that is not the home country.

    Without a city the list has its country, if one is known.
    """
    cities = [city_with_country(city) for city in entry.cities.all()]
    return cities or [countries.name(code) for code in entry.country_keys]


@register.filter
def places_in_short(entry):
    return _in_short(places(entry), MOST_PLACES_ON_A_CARD)


@register.filter
def city_with_country(city):
    code = city.country.code
    return city.name if code == settings.HOME_COUNTRY else _city_abroad(city.name, code, get_language())


@lru_cache(maxsize=2000)
def _city_abroad(city, code, language):
    return _("%(city)s, %(country)s") % {"city": city, "country": countries.name(code)}


@register.filter
def by_country(cities):
    """Return cities as a list of {"name", "cities"}: the home country, then those with most projects, by name."""
    groups = {}
    for city in cities:
        groups.setdefault(city.country.code, []).append(city)

    def place(code):
        total = sum(city.project_count for city in groups[code])
        return code != settings.HOME_COUNTRY, -total, alphabetical(countries.name(code))

    return [{"name": countries.name(code), "cities": groups[code]} for code in sorted(groups, key=place)]


@register.filter
def years(project):
    """Return the years of a project that has ended, "2015–2018", or the one that it lasted."""
    if project.launched == project.ended:
        return str(project.ended)
    return f"{project.launched}–{project.ended}"


@register.filter
def seeking_names(project):
    """Return what a project is looking for, in the visitor's language."""
    labels = dict(project._meta.get_field("seeking").choices)
    return [labels.get(key, key) for key in project.seeking]


@register.filter
def page_numbers(page):
    """Return the numbers of the pages to link to, with gaps where there are many."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def is_address(source):
    return source.startswith(("http://", "https://"))


@register.filter
def full_address(url):
    """Return an address as people write it, without scheme and "www."; whole, for paper."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.removeprefix("www.") + unquote(parts.path).rstrip("/") + query


@register.filter
def short_address(url):
    """Return an address as people write it, without its query, and shortened to what fits a line."""
    text = full_address(url.partition("?")[0])
    return text if len(text) <= 60 else f"{text[:59]}…"


@register.filter
def words_of_path(path):
    """Return what an address named, as words to search for: "/projects/redi-school/" gives "redi school"."""
    last = next((part for part in reversed(path.split("/")) if part), "")
    return last.replace("-", " ").replace("_", " ").replace(".", " ")[:60]


@register.simple_tag
def site_name():
    """For pages that are rendered without a context, such as that of a server error."""
    return settings.SITE_NAME


def _in_short(names, most):
    return _cut(tuple(names), most, get_language())


@lru_cache(maxsize=2000)
def _cut(names, most, language):
    """language: of the page, which the words between the names depend on."""
    if len(names) <= most:
        return and_list(names)
    return _("%(names)s +%(number)d") % {"names": comma_list(names[:most]), "number": len(names) - most}


def _locale():
    return _locale_of(get_language() or settings.LANGUAGE_CODE)


@cache
def _locale_of(language):
    return Locale.parse(LOCALES.get(language, language), sep="-")
