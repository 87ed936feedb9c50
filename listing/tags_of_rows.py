"""Gives the rows of a list their themes and cities, out of the keys that each row bears, and the reader's texts."""

from django.utils.translation import get_language

from entries.models import Entry
from entries.texts import give_texts
from taxonomy.models import City, Theme


def tagged(entries, themes=None):
    """Return the entries as a list in which `.themes.all()` and `.cities.all()` ask the database nothing, nor does
    in_language() in the active language.

    themes: slug -> Theme, where they are at hand. The tags that are needed are read at once: Django's own
    prefetch_related builds a query for every row to hold its result, which takes longer than rendering it.
    """
    entries = list(entries)
    give_texts([entry for entry in entries if isinstance(entry, Entry)], get_language())
    if themes is None:
        themes = _by_slug(Theme, (key for entry in entries for key in entry.theme_keys))
    cities = _by_slug(City, (key for entry in entries for key in entry.city_keys))
    for entry in entries:
        # Beside what else was read in advance for the entry, such as its partnerships.
        prefetched = entry.__dict__.setdefault("_prefetched_objects_cache", {})
        prefetched["themes"] = sorted(_known(themes, entry.theme_keys), key=lambda theme: theme.position)
        prefetched["cities"] = _known(cities, entry.city_keys)
    return entries


def _by_slug(model, slugs):
    # The tags are read without an order, and with their texts in every language.
    return model.objects.rewrite(False).order_by().in_bulk(set(slugs), field_name="slug")


def _known(tags, keys):
    return [tags[key] for key in keys if key in tags]
