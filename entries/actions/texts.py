"""Writes the texts that entries have in other languages than their own."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from entries.indexing import reindex
from entries.models import Entry, EntryText
from entries.texts import (
    digest_of,
    fields_in_languages,
    longest_in_languages,
    originals_of,
    state_of_texts,
    texts_that_differ,
)
from operations.turns import writing


class TextsChangedError(Exception):
    """Somebody else has written the original, or the texts in this language, since they were looked at."""


@writing
def store_texts(
    entry: Entry,
    texts: Mapping[str, str],
    *,
    language: str,
    origin: str,
    by: User | None = None,
    seen: str | None = None,
    originals: Mapping[str, str] | None = None,
) -> list[str]:
    """Store texts of an entry in a language, field -> text; "" takes one away.

    seen: the state_of_texts() that the writer looked at, None where it does not matter; originals: field -> the text
    that it was made from, None where that is what the entry says now. Returns the names of those that
    are another text, or of another origin, than before. Raises TextsChangedError, and ValidationError where the entry
    is written in that language itself, a field is none that entries have in several, or a text is too long.
    """
    entry = type(entry)._base_manager.get(pk=entry.pk)
    if seen is not None and seen != state_of_texts(entry, language):
        raise TextsChangedError
    check_texts(entry, texts, language)
    now = originals_of(entry)
    originals = now | dict(originals or {})
    before = EntryText.objects.by_entry(type(entry), [entry.pk], language).get(entry.pk, {})
    changed = texts_that_differ(texts, before, language=language, origin=origin, originals=originals)
    for field, text in changed.items():
        known = before.get((language, field))
        if not text:
            known.delete()
            continue
        row = known or EntryText(language=language, field=field)
        row.name_entry(entry)
        row.text, row.origin, row.by, row.written_on = text, origin, by, localdate()
        row.made_from, row.is_outdated = digest_of(originals[field]), originals[field] != now[field]
        row.save()
    if changed:
        reindex([entry])
    return list(changed)


def check_texts(entry: Entry, texts: Mapping[str, str], language: str) -> None:
    """Raise ValidationError where an entry cannot have these texts in a language, field -> text."""
    if language == entry.text_language:
        raise ValidationError(_("The entry itself is written in this language."), code="language")
    if set(texts) - set(fields_in_languages(entry._meta.model_name)):
        raise ValidationError(_("Entries do not have this text in several languages."), code="field")
    for field, text in texts.items():
        most = longest_in_languages(type(entry), field)
        if len(text) > most:
            raise ValidationError(_("At most %(most)s characters, please."), code="long", params={"most": most})
