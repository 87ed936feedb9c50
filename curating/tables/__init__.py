"""Import and export of entries as tables with human columns: slugs instead of numbers, several of them joined by `;`.

What comes in goes through the same actions as an edit in the admin. New entries come in as drafts.
"""

from curating.tables.columns import KeysWidget, ReferenceField, SlugField, SlugsField, split, words_of
from curating.tables.resources import EntryResource

__all__ = [
    "EntryResource",
    "KeysWidget",
    "ReferenceField",
    "SlugField",
    "SlugsField",
    "split",
    "words_of",
]
