"""Who may hand in a change of an entry by a signed link, without signing in.

Apps that send such links say so in their `writers.py`: `WRITERS` is a list of functions from what stands in the link to
a Writer, or to None where it is none of theirs, or no longer works. The app that takes the change says where, in its
own: `FORMS` is a list of the names of addresses, of which each has the `token` of a link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from django.urls import reverse

from entries.discovery import tables_of_apps
from entries.models import Entry


class WriterRefused(Exception):
    """A link that worked when the page was opened does so no longer, as it was used in the meantime."""


@dataclass(frozen=True)
class Writer:
    """Somebody known by address, and the entry of the link.

    still_right, has_changed: called once they said so; each raises WriterRefused where the link no longer works.
    """

    entry: Entry
    email: str
    still_right: Callable
    has_changed: Callable


def writer_of(token):
    """Return the Writer of a link, or None."""
    found = (known(token) for known in chain.from_iterable(tables_of_apps("writers", "WRITERS")))
    return next(filter(None, found), None)


def form_of_writer(token):
    """Return the address of the form, filled with what the entry says, for the Writer of a link."""
    name = next(chain.from_iterable(tables_of_apps("writers", "FORMS")))
    return reverse(name, kwargs={"token": token})
