"""Gives the rows of a list their themes and cities, out of the keys that each row bears, and the reader's texts."""

from django.utils.translation import get_language

from entries.models import Entry
from entries.texts import give_texts
from taxonomy.vocabularies import current_vocabularies


def tagged(entries, vocabularies=None):
    """Return the entries as a list in which `.themes.all()` and `.cities.all()` ask the database nothing, nor does
    in_language() in the active language.

    vocabularies: those of today, where they are at hand.
    """
    entries = list(entries)
    give_texts([entry for entry in entries if isinstance(entry, Entry)], get_language())
    give_tags(entries, vocabularies or current_vocabularies())
    return entries


def give_tags(entries, vocabularies):
    """Let `.themes.all()` and `.cities.all()` of some entries ask the database nothing.

    Django's own prefetch_related builds a query for every row to hold its result, which takes longer than rendering it.
    """
    for entry in entries:
        # Beside what else was read in advance for the entry, such as its partnerships.
        prefetched = entry.__dict__.setdefault("_prefetched_objects_cache", {})
        themes = _known(vocabularies.themes, entry.theme_keys)
        prefetched["themes"] = sorted(themes, key=lambda theme: theme.position)
        prefetched["cities"] = _known(vocabularies.cities, entry.city_keys)


def _known(tags, keys):
    return [tags[key] for key in keys if key in tags]
