"""The texts of an entry in several languages: which there are, and which one a reader gets.

An entry has each text in the language that it was written in, `text_language`; others stand in `EntryText`, with where
they are from. Which fields have any is declared with the field, see `entries.surfaces`.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from entries.kinds import kind_named
from entries.models import LONGEST_TEXT, EntryText


@dataclass(frozen=True)
class ShownText:
    """A text as a reader gets it. origin: "" of the original, else one of `TextOrigin`; original: what it was made
    from; is_outdated: whether that has changed since.
    """

    text: str
    language: str
    origin: str = ""
    original: str = ""
    is_outdated: bool = False

    def __str__(self):
        return self.text

    def __bool__(self):
        return bool(self.text)


@cache
def fields_in_languages(kind):
    """Return the names of the fields that a kind of entry has in several languages. Raises UnknownKind."""
    return tuple(field.name for field in kind_named(kind).fields if field.in_languages)


def longest_in_languages(model, field):
    """Return how many letters a text may have in a further language: a translation is longer as often as not."""
    longest = model._meta.get_field(field).max_length or LONGEST_TEXT
    return min(2 * longest, LONGEST_TEXT)


def digest_of(text):
    """Return by what a translation tells whether the text that it was made from is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def state_of_texts(entry, language, known=None):
    """Return by what one tells whether the texts of an entry, and those in a language, are still the same.

    known: (language, field) -> EntryText, where those in that language are at hand.
    """
    if known is None:
        known = EntryText.objects.by_entry(type(entry), [entry.pk], language).get(entry.pk, {})
    written = [getattr(entry, field) for field in fields_in_languages(entry._meta.model_name)]
    return digest_of(repr([written, sorted((field, text.text) for (_code, field), text in known.items())]))


def give_texts(entries, language=None):
    """Let entries have their further texts at hand, and what stands for those that nobody has written.

    language: the one that is needed, None for all of them. At most two queries a kind of entry; nothing is asked where
    all are written, and in that language.
    """
    by_kind = defaultdict(list)
    for entry in entries:
        by_kind[type(entry)].append(entry)
    for model, all_of_kind in by_kind.items():
        model.prepare_stand_ins(all_of_kind)
        some = [entry for entry in all_of_kind if language is None or entry.text_language != language]
        texts = EntryText.objects.by_entry(model, [entry.pk for entry in some], language) if some else {}
        for entry in some:
            entry.further_texts = texts.get(entry.pk, {})


def shown_text(entry, field, language=None):
    """Return the ShownText of a field of an entry: in a language, the active one unless named, or else the original.

    What stands for a text that nobody has written is in that language as well.
    Asks the database where the texts were not given to the entry, see give_texts().
    """
    language = language or get_language()
    original = getattr(entry, field)
    if language != entry.text_language and (text := entry.further_texts.get((language, field))):
        return ShownText(text.text, language, text.origin, original, text.is_outdated)
    if not original and (made := entry.in_language(field, language)):
        return ShownText(made, language)
    return ShownText(original, entry.text_language)
