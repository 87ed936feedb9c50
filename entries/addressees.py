"""Whom the directory may write to about an entry, in confidence.

Each app that knows addresses says so in its `addressees.py`: `ADDRESSEES` is a list of functions that take a queryset
of entries of one kind and yield an Addressee for each address of one of them. Nothing is copied: who no longer looks
after an entry is no longer asked about it.
"""

from dataclasses import dataclass
from itertools import chain

from entries.discovery import tables_of_apps


@dataclass(frozen=True, slots=True)
class Addressee:
    """An address for one entry, by its key. language: in which they are written to; origin: for curators alone."""

    key: int
    email: str
    language: str
    origin: str


def addressees_of(entries):
    """Return every Addressee of a queryset of entries of one kind, each address once an entry, what is surer first."""
    found = chain.from_iterable(
        known(entries) for known in chain.from_iterable(tables_of_apps("addressees", "ADDRESSEES"))
    )
    once = {}
    for one in found:
        once.setdefault((one.key, one.email.lower()), one)
    return list(once.values())


def rows_about(entries):
    """Return the lookups of rows that name one of these entries by its kind and key."""
    return {"target_kind": entries.model._meta.model_name, "target_id__in": entries.order_by().values("pk")}
