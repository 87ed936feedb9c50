"""Addresses of others that the directory leads to, for the job that looks whether they still answer.

A website belongs to every kind of entry. Other apps declare theirs in a module `watched.py`, as `WATCHED`, a list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain

from django.db.models import Model, QuerySet

from entries.discovery import tables_of_apps
from entries.freshness import not_ended
from entries.kinds import kinds


def published(items):
    return items.published()


@dataclass(frozen=True)
class WatchedAddress:
    """A field with the address of a page.

    store: the action that saves an object of the model, with `by` and `reason`. shown: queryset -> those whose address
    visitors see; missed: of these, those where somebody should see to an address that no longer works.
    """

    model: type[Model]
    field: str
    store: Callable
    shown: Callable[[QuerySet], QuerySet] = published
    missed: Callable[[QuerySet], QuerySet] = published

    @property
    def items(self):
        """Those with an address that visitors see."""
        return self.shown(self.model._default_manager.all()).exclude(**{self.field: ""})

    @property
    def missed_items(self):
        return self.missed(self.items)

    def with_addresses(self, addresses):
        """Return those that have one of these addresses."""
        return self.items.filter(**{f"{self.field}__in": addresses})


@cache
def watched_addresses():
    """Return every WatchedAddress, the websites of entries first."""
    websites = [WatchedAddress(kind.model, "website", kind.store, missed=not_ended) for kind in kinds()]
    return (*websites, *chain.from_iterable(tables_of_apps("watched", "WATCHED")))
