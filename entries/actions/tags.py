"""Saves themes and cities, and with them what entries say of them."""

from django.db import transaction
from django.db.models import ProtectedError

from entries.actions.storing import delete_versioned, index_what_names, save_version
from entries.models import DirectoryVersion

# Of the entries that keep a tag from being deleted.
MOST_NAMED = 20


@transaction.atomic
def save_tag(tag, *, by=None, reason=""):
    """Save a theme or a city as one version, and index every entry that has it under its old or new name.

    Returns the tag.
    """
    save_version(tag, by=by, reason=reason)
    index_what_names(tag)
    DirectoryVersion.move_on()
    return tag


@transaction.atomic
def delete_tag(tag, *, by=None):
    """Delete a theme or a city that no entry has; its versions stay. Raises ProtectedError where one has it."""
    if items := list(tag.items.all()[:MOST_NAMED]):
        raise ProtectedError(f"{tag} is in use.", set(items))
    delete_versioned(tag, by=by)
    DirectoryVersion.move_on()
