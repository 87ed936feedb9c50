"""Saves themes and cities, and with them what entries say of them."""

from typing import TypeVar

from django.db.models import ProtectedError

from accounts.models import User
from entries.actions.storing import delete_versioned, save_version
from entries.indexing import index_what_names
from entries.models import DirectoryVersion
from operations.turns import writing
from taxonomy.models import City, Theme

# Of the entries that keep a tag from being deleted.
MOST_NAMED = 20


T = TypeVar("T", Theme, City)


@writing
def save_tag(tag: T, *, by: User | None = None, reason: str = "") -> T:
    """Save a theme or a city as one version, and index every entry that has it under its old or new name.

    Returns the tag.
    """
    save_version(tag, by=by, reason=reason)
    index_what_names(tag)
    DirectoryVersion.move_on()
    return tag


@writing
def delete_tag(tag: Theme | City, *, by: User | None = None) -> None:
    """Delete a theme or a city that no entry has; its versions stay. Raises ProtectedError where one has it."""
    if items := list(tag.items.all()[:MOST_NAMED]):
        raise ProtectedError(f"{tag} is in use.", set(items))
    delete_versioned(tag, by=by)
    DirectoryVersion.move_on()
