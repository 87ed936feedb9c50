"""Writes to signs of life."""

from datetime import date

from accounts.models import User
from entries.actions import check, confirm_entry, note_last_seen
from entries.freshness import counted_day
from entries.models import Entry
from operations.turns import writing
from upkeep.models import Evidence, SignOfLife


@writing
def note_sign(sign: SignOfLife, *, by: User | None, reason: str = "") -> SignOfLife:
    """Save a sign of life, and let its entry say what follows from it; returns the sign.

    What the organisation or a curator said confirms the entry as well, unless somebody did so later. Raises LookupError
    where the entry is no longer there.
    """
    entry = _locked(sign)
    if sign.pk is None:
        sign.by = by
    sign.save()
    said_on = counted_day(sign.when)
    if sign.what == Evidence.ORGANISATION and _is_later(said_on, entry.confirmed_on):
        confirm_entry(entry, by=by, on=said_on)
    elif sign.what == Evidence.CURATOR and _is_later(said_on, entry.checked_on):
        check(entry, by=by, on=said_on)
    _follow(entry, by=by, reason=reason)
    return sign


@writing
def delete_sign(sign: SignOfLife, *, by: User | None) -> None:
    """Delete a sign of life that was none. That an entry was confirmed stays, as that is a fact of its own."""
    entry = _locked(sign)
    sign.delete()
    _follow(entry, by=by, reason="A sign of life was deleted")


def _locked(sign: SignOfLife) -> Entry:
    entry = sign.target
    if entry is None:
        raise LookupError("The entry is no longer there.")
    return type(entry)._base_manager.select_for_update().get(pk=entry.pk)


def _is_later(day: date, before: date | None) -> bool:
    return before is None or day > before


def _follow(entry: Entry, *, by: User | None, reason: str = "") -> None:
    """Let an entry say when it was last seen, where that changed."""
    dates = SignOfLife.objects.of_entry(entry).counting().values_list("when", flat=True)
    # Of two that count as one day, the one that is known better.
    latest = max(dates, key=lambda written: (counted_day(written), len(written)), default="")
    if latest != entry.last_seen:
        note_last_seen(entry, by=by, written=latest, reason=reason)
