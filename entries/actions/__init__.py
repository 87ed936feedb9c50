"""The one way in which entries are written: by the admin, the loader, submissions and commands alike.

Every action is atomic, takes the acting user as `by` (None: the system), leaves one version in the history that says
who, when and why, and returns the entry.
"""

from entries.actions.merging import MergerError, check_merger, merge
from entries.actions.storing import (
    check,
    confirm_entry,
    delete_versioned,
    free_slug,
    index_entry,
    note_answer,
    note_answering,
    note_last_seen,
    publish,
    save_entry,
    save_version,
    store_entry,
    store_text,
    withdraw,
)
from entries.actions.tags import delete_tag, save_tag
from entries.actions.texts import TextsChangedError, check_texts, store_texts
from entries.actions.undoing import merge_two, rows_that_name, undo_merger

__all__ = [
    "MergerError",
    "TextsChangedError",
    "check",
    "check_merger",
    "check_texts",
    "confirm_entry",
    "delete_tag",
    "delete_versioned",
    "free_slug",
    "index_entry",
    "merge",
    "merge_two",
    "note_answer",
    "note_answering",
    "note_last_seen",
    "publish",
    "rows_that_name",
    "save_entry",
    "save_tag",
    "save_version",
    "store_entry",
    "store_text",
    "store_texts",
    "undo_merger",
    "withdraw",
]
