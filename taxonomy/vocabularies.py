"""All themes and cities as lists need them, kept in this worker until one of them changes."""

from functools import cached_property

from django.db import connections, router
from django.utils.translation import get_language

from search.index import kept_in_state
from taxonomy.models import City, Theme


class Vocabularies:
    """All themes and cities in one state, each read when it is first needed. No value is a reader's to change."""

    def __init__(self, state):
        self.state = state
        self._spellings, self._names = {}, {}

    @cached_property
    def themes(self):
        """All themes, slug -> Theme, in their order."""
        return {theme.slug: theme for theme in Theme.objects.all()}

    @cached_property
    def cities(self):
        """All cities, slug -> City; by slug, as names have another order in each language."""
        return {city.slug: city for city in City.objects.order_by("slug")}

    @property
    def city_spellings(self):
        """Slug -> all names of a city, the first of them in the active language."""
        language = get_language()
        if language not in self._spellings:
            self._spellings[language] = City.spellings(self.cities.values())
        return self._spellings[language]

    @property
    def city_names(self):
        """Slug -> the name of a city in the active language."""
        language = get_language()
        if language not in self._names:
            self._names[language] = {slug: name for slug, (name, *_others) in self.city_spellings.items()}
        return self._names[language]

    @cached_property
    def places_of_cities(self):
        """Slug -> (code of the country, code of the region) of each city."""
        return {slug: (city.country.code, city.region) for slug, city in self.cities.items()}

    @cached_property
    def cities_of_regions(self):
        """Key of a region -> the slugs of the cities in it; without those in which there is none."""
        found = {}
        for slug, (_country, region) in self.places_of_cities.items():
            if region:
                found.setdefault(region, []).append(slug)
        return found


def current_vocabularies():
    """Return the Vocabularies as they stand for this reader; one query where they are kept."""
    connection = connections[router.db_for_read(Theme)]
    if connection.in_atomic_block and not getattr(connection, "reads_one_state", False):
        # What a writer sees may be taken back, and nobody is to be shown it.
        return Vocabularies(object())
    return kept_in_state(connection, "vocabularies", lambda: _followed(connection))


def _followed(connection):
    """Return the Vocabularies that are kept, or others where a theme or a city has changed since."""
    state = _state_of_tags(connection)
    kept = _kept.get("vocabularies")
    if not kept or kept.state != state:
        kept = _kept["vocabularies"] = Vocabularies(state)
    return kept


# The latest ones of this worker.
_kept = {}


def _state_of_tags(connection):
    """Return a tuple that is another one after every change of a theme or a city.

    An edit moves a revision on, and no key is ever given out again.
    """
    parts = [f"SELECT COUNT(*), SUM(revision), MAX(id) FROM {model._meta.db_table}" for model in (Theme, City)]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return tuple(tuple(row) for row in cursor.fetchall())
