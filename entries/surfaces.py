"""Where each field of an entry appears: one declaration a field, which names every surface.

A field that has no part in a surface says why, beside the others; leaving a surface out without a reason is an error.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, MISSING, dataclass, fields
from types import MappingProxyType
from typing import NamedTuple

# Where a field stands for the curators who review what was handed in.
AS_TEXT, IN_A_ROW = "as text", "in a row"
# A form of the admin that has rows of its own below the fields.
INLINE = "inline"
# What an action does in a merger, as it takes more than a value of each of both; and what then follows by itself.
BY_THE_ACTION, FOLLOWS = "by the action", "follows"


class LeftOut(NamedTuple):
    """Why a field has no part in a surface. It is false, so that a surface need only ask whether there is something."""

    reason: str

    def __bool__(self):
        return False


class Said(NamedTuple):
    """What data call a field, and the value that they give it: a function of the entry."""

    name: str
    value: Callable


@dataclass(frozen=True)
class EntryField:
    """One field of a kind of entry, with its part in each surface or a LeftOut.

    form: the form by which entries are handed in: True, or the name of a field of the form that asks for it.
    facet: the name of the filter of the list.
    admin: the section of the page in the admin, see `curating.sections`.
    table: True where the tables of the curators have it, out and in.
    export: the column of the public data, as Said.
    review: AS_TEXT or IN_A_ROW, where it stands in the review of what was handed in.
    merge: a function of (entry that stays, duplicate, name) that returns what the one that stays has then;
        BY_THE_ACTION or FOLLOWS where there is none.
    page: True where the page of the entry shows it.
    linked_data: its property in schema.org's words, as Said; the function gets those behind the entry as well.
    merged_with: the field whose choice it follows where a curator says which of two entries a merger takes it from.
    in_languages: whether it is a text that an entry has in several languages, see `entries.texts`.
    in_text_language: whether it is a text in the language of these, of which there are no others.
    """

    name: str
    _: KW_ONLY
    form: bool | str | LeftOut
    facet: str | LeftOut
    admin: str | LeftOut
    table: bool | LeftOut
    export: Said | LeftOut
    review: str | LeftOut
    merge: Callable | str | LeftOut
    page: bool | LeftOut
    linked_data: Said | LeftOut
    merged_with: str = ""
    in_languages: bool = False
    in_text_language: bool = False


SURFACES = tuple(each.name for each in fields(EntryField) if each.kw_only and each.default is MISSING)


def only(name, reason, **surfaces):
    """Declare a field that all surfaces but those named leave out, for one reason."""
    return EntryField(name, **dict.fromkeys(SURFACES, LeftOut(reason)) | surfaces)


class EntryFields:
    """The fields of a kind in the order in which its page in the admin has them.

    first: surface -> names of the fields that come first there, in their order; what is declared later comes behind.
    """

    def __init__(self, *declared, first=MappingProxyType({})):
        self.declared = declared
        self.first = first

    def __iter__(self):
        return iter(self.declared)

    def on(self, surface):
        """Return the EntryFields that have a part in a surface, in its order."""
        first = self.first.get(surface, ())
        places = {name: place for place, name in enumerate(first)}
        found = [field for field in self.declared if getattr(field, surface)]
        return sorted(found, key=lambda field: places.get(field.name, len(first)))

    def names(self, surface, value=None):
        """Return their names; value: of those alone that have this one declared."""
        return [field.name for field in self.on(surface) if value is None or getattr(field, surface) == value]


def itself(name, called=""):
    """Return what data say of a field whose value needs no change. called: its name there, where that is another."""
    return Said(called or name, lambda entry: getattr(entry, name))


# What becomes of a field when a duplicate is folded into the entry that stays.


def kept_or_taken(keep, duplicate, name):
    """Of the one that stays, else of the duplicate."""
    return getattr(keep, name) or getattr(duplicate, name)


def of_both(keep, duplicate, name):
    """The keys of both."""
    return sorted({*getattr(keep, name), *getattr(duplicate, name)})


def latest(keep, duplicate, name):
    """The later of two dates."""
    return max(filter(None, [getattr(keep, name), getattr(duplicate, name)]), default=None)


def unless(unknown):
    """Return a merger of fields that have a value for what is not known."""

    def known(keep, duplicate, name):
        return getattr(duplicate, name) if getattr(keep, name) == unknown else getattr(keep, name)

    return known
