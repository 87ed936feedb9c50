"""Makes the themes and cities that entries are tagged with."""

import csv
import tomllib

from django.conf import settings

from entries.actions import save_tag
from entries.addresses import first_free, numbered, readable_address
from operations.turns import writing
from search.text import words
from taxonomy.gazetteer import find_place
from taxonomy.models import City, Theme
from taxonomy.regions import region_of_city

# Letters of a city's slug, which leaves room for a country and a number behind it.
LONGEST_STEM = City._meta.get_field("slug").max_length - 10


def load_themes(path):
    """Make the themes of a TOML file (slug -> fields) that do not exist yet; return their slugs.

    Those that exist are left alone, as curators may have written them anew.
    """
    known = set(Theme.objects.values_list("slug", flat=True))
    themes = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = [
        Theme(slug=slug, position=position, **fields)
        for position, (slug, fields) in enumerate(themes.items())
        if slug not in known
    ]
    for theme in missing:
        save_tag(theme)
    return [theme.slug for theme in missing]


class Cities:
    """The cities by all of their spellings, for whoever has many to look up.

    unplaced: (name, country) of those made without a position, because GeoNames does not know them.
    """

    def __init__(self):
        self.unplaced = []
        self.read_again()

    def read_again(self):
        """Read all cities anew, as others have written."""
        self.by_spelling = {}
        self.by_position = {}
        for city in City.objects.all():
            self._remember(city)

    def _remember(self, city):
        names = [getattr(city, f"name_{code}") for code, _label in settings.LANGUAGES]
        for name in filter(None, [*names, *city.other_names.splitlines()]):
            self.by_spelling.setdefault(_key(name, city.country.code), city)
        if city.latitude is not None:
            self.by_position.setdefault((city.country.code, city.latitude, city.longitude), city)

    def get(self, name, country):
        """Return the City of any of its spellings in a country (ISO code), or None."""
        if city := self.by_spelling.get(_key(name, country)):
            return city
        place = find_place(name, country)
        return place and self.by_position.get((country, place.latitude, place.longitude))

    def get_or_make(self, name, country, names=None):
        """Return the City of a spelling, made where there is none.

        names: language code -> name; without it the spelling is the name in every language.
        """
        if city := self.get(name, country):
            return city
        place = find_place(name, country)
        city = City(slug=self._free_slug(name, country), country=country, other_names=_others(name, names, place))
        for code, _label in settings.LANGUAGES:
            setattr(city, f"name_{code}", (names or {}).get(code) or (name if code == settings.LANGUAGE_CODE else None))
        city.region = region_of_city(name, country)
        if place:
            city.latitude, city.longitude = place.latitude, place.longitude
        else:
            self.unplaced.append((name, country))
        save_tag(city)
        self._remember(city)
        return city

    def _free_slug(self, name, country):
        """The first Cambridge is cambridge, one in another country cambridge-us."""
        stem = readable_address(name, longest=LONGEST_STEM) or "city"
        candidates = numbered(stem, f"{stem}-{country.lower()}")
        return first_free(candidates, lambda slugs: City.objects.filter(slug__in=slugs).values_list("slug", flat=True))


def _key(name, country):
    return country, " ".join(words(name))


def _others(name, names, place):
    known = {" ".join(words(one)) for one in (names or {}).values()}
    others = [name, *([place.name] if place else [])]
    return "\n".join(dict.fromkeys(other for other in others if " ".join(words(other)) not in known))


@writing
def load_city_names(path):
    """Make the cities of a CSV file (spelling, country, then a column a language) that do not exist yet.

    Returns the Cities, whose `unplaced` names those that the gazetteer does not know.
    """
    cities = Cities()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cities.get_or_make(row.pop("spelling"), row.pop("country"), row)
    return cities
