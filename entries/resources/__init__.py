"""Import and export of entries as tables with human columns: slugs instead of numbers, several of them joined by `;`.

What comes in goes through the same actions as an edit in the admin. New entries come in as drafts.
"""

from entries.resources.columns import PLAIN_NUMBER, KeysWidget, ReferenceField, SlugField, SlugsField, split
from entries.resources.tables import ENTRY_COLUMNS, EntryResource

__all__ = [
    "ENTRY_COLUMNS",
    "PLAIN_NUMBER",
    "EntryResource",
    "KeysWidget",
    "ReferenceField",
    "SlugField",
    "SlugsField",
    "split",
]
