"""Whom the directory may write to about an entry, in confidence.

Each app that knows addresses says so in its `addressees.py`: `ADDRESSEES` is a list of KnownAddresses. Nothing is
copied: who no longer looks after an entry is no longer asked about it.
"""

from dataclasses import dataclass
from functools import cache

from django.db.models import QuerySet
from django.db.models.functions import Lower

from entries.discovery import tables_of_apps
from search.prepared import Prepared


@dataclass(frozen=True)
class KnownAddresses:
    """rows: a queryset of what names an entry and has an address for it; email, language, origin: expressions of it."""

    rows: QuerySet
    email: str
    language: str
    origin: object


@dataclass(frozen=True, slots=True)
class Addressee:
    """An address for one entry, by its key. language: in which they are written to; origin: for curators alone."""

    key: int
    email: str
    language: str
    origin: str


def addressees_of(entries, emails=None):
    """Return every Addressee of a queryset of entries of one kind, each address once an entry, what is surer first.

    emails: those alone that are asked for, in lower case; None for all.
    """
    once = {}
    for known, rows in zip(_known(), rows_about(entries), strict=True):
        asked = rows if emails is None else rows.filter(mailbox__in=emails)
        columns = ("target_id", known.email, known.language, known.origin)
        for row in asked.order_by("pk").values_list(*columns).iterator():
            one = Addressee(*row)
            once.setdefault((one.key, one.email.lower()), one)
    return list(once.values())


def rows_about(entries):
    """Return what knows an address for one of a queryset of entries of one kind, as querysets, what is surer first.

    Each row has it as `mailbox`, in lower case, and the key of the entry as `target_id`.
    """
    kind, keys = entries.model._meta.model_name, entries.order_by().values("pk")
    about = {"target_kind": kind, "target_id__in": keys}
    return [known.rows.filter(**about).annotate(mailbox=Lower(known.email)).order_by() for known in _known()]


def has_addressee(entry):
    """Return whether there is anybody to write to about an entry; one query."""
    return bool(_any_of_entry().rows(entry._meta.model_name, entry.pk))


def _known():
    """Return the KnownAddresses of all apps, what is surer first."""
    return [known for declared in tables_of_apps("addressees", "ADDRESSEES") for known in declared]


@cache
def _any_of_entry():
    return Prepared(_keys_of_entry, str, int)


def _keys_of_entry(kind, key):
    first, *others = (
        known.rows.filter(target_kind=kind, target_id=key).order_by().values_list("pk") for known in _known()
    )
    return first.union(*others)[:1]
