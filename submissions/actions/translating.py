"""Writes the translations of those who were asked for them, many at once."""

from accounts.models import User
from entries.actions import store_texts
from entries.indexing import indexed_together
from entries.models import TextOrigin
from operations.turns import writing
from submissions.translation_table import TableRow, texts_to_store


@writing
def store_table(rows: list[TableRow], *, language: str, by: User, is_right: bool = False) -> int:
    """Store what the rows of a table say in a language, all of it or nothing; returns the number of texts.

    is_right: whether the texts are in that language, however they look. Raises TableRefused.
    """
    stored = 0
    with indexed_together():
        for entry, texts in texts_to_store(rows, language, is_right=is_right):
            stored += len(store_texts(entry, texts, language=language, origin=TextOrigin.PERSON, by=by))
    return stored
