"""The texts of an entry in several languages: which there are, and how many entries get theirs at once.

An entry has each text in the language that it was written in, `text_language`; others stand in `EntryText`, with where
they are from. Which fields have any is declared with the field, see `entries.surfaces`; which one a reader gets, says
`Entry.in_language`.
"""

import hashlib
from collections import defaultdict
from functools import cache

from entries.kinds import kind_named
from entries.models import LONGEST_TEXT, EntryText


@cache
def fields_in_languages(kind):
    """Return the names of the fields that a kind of entry has in several languages. Raises UnknownKind."""
    return tuple(field.name for field in kind_named(kind).fields if field.in_languages)


@cache
def fields_in_text_language(kind):
    """Return the names of all fields that a kind of entry has in the language of its texts. Raises UnknownKind."""
    return tuple(field.name for field in kind_named(kind).fields if field.in_languages or field.in_text_language)


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
    written = list(originals_of(entry).values())
    return digest_of(repr([written, sorted((field, text.text) for (_code, field), text in known.items())]))


def originals_of(entry):
    """Return field -> text as it was written, of each that an entry has in several languages."""
    return {field: getattr(entry, field) for field in fields_in_languages(entry._meta.model_name)}


def texts_that_differ(texts, known, *, language, origin, originals):
    """Return those of some texts, field -> text, that are others than the stored ones, or from elsewhere.

    known: (language, field) -> EntryText, as they are stored; originals: field -> the text that it is made from.
    """
    found = {}
    for field, text in texts.items():
        if before := known.get((language, field)):
            is_stored = (before.text, before.origin, before.made_from) == (text, origin, digest_of(originals[field]))
        else:
            is_stored = not text
        if not is_stored:
            found[field] = text
    return found


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
