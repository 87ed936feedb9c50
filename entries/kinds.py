"""The kinds of entries. What a kind is stands in the `kind.py` of its app as `KIND`; what all kinds share asks here.

Further apps that have something to say of each kind keep a table of their own, a `ByKind`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from entries.discovery import tables_of_apps
from entries.surfaces import EntryFields


class UnknownKind(LookupError):
    """There is no kind of entry of that name."""


def nothing(entry, **_options):
    return ""


def nowhere(*, keep, duplicate, by):
    """Change nothing: for kinds that name others by plain relations alone, which a merger moves by itself."""


@dataclass(frozen=True)
class KindOfEntry:
    """What the directory has to know of a kind of entry.

    model: a subclass of Entry; its name is the key of the kind, in addresses and in what refers to entries.
    title: of its list, a text in the plural.
    fields: EntryFields, which says where each field appears.
    filterset, form: of its list, and of what is handed in: classes.
    store, merge: the actions that write an entry and that fold a duplicate into another.
    card_facts: (icon, function of the entry) of what a card tells; a function may return "".
    sheet_facts: (what it is called, function of the entry) of what a sheet to hand out tells beside that, as HTML.
    image_facts: function of the entry: short texts for the foot of its sharing image.
    schema_type: what schema.org calls it, one type or a list of them.
    badges: function of the entry and `is_short`: its state in words, as HTML.
    note: function of the entry: what is said beside its name in suggestions.
    follow_merger: function of (keep, duplicate, by), called when two entries of any kind are merged: what entries of
        this kind that name the duplicate through a model of their own do then.
    note_rows: function of an entry of this kind: repeats in its row, without saving, what stands in rows of others.
    everything: what its list has to be asked in order to leave nothing out.
    """

    model: type
    title: str
    fields: EntryFields
    filterset: type
    form: type
    store: Callable
    merge: Callable
    card_facts: tuple
    image_facts: Callable
    schema_type: str | list
    sheet_facts: tuple = ()
    badges: Callable = nothing
    note: Callable = nothing
    follow_merger: Callable = nowhere
    note_rows: Callable = nothing
    everything: Mapping = field(default_factory=dict)

    @property
    def key(self):
        return self.model._meta.model_name

    @property
    def label(self):
        """What one of them is called."""
        return self.model._meta.verbose_name

    @property
    def namespace(self):
        """Under which the addresses of its list and its pages stand."""
        return self.model.namespace()


@cache
def _registry():
    return {kind.key: kind for kind in tables_of_apps("kind", "KIND")}


def kinds():
    """Return every KindOfEntry, in the order of INSTALLED_APPS."""
    return tuple(_registry().values())


def kind_named(key):
    """Return the KindOfEntry of a key, such as "project". Raises UnknownKind."""
    try:
        return _registry()[key]
    except KeyError:
        raise UnknownKind(key) from None


def kind_of(entry):
    """Return the KindOfEntry of an entry. Raises UnknownKind on anything else."""
    return kind_named(entry._meta.model_name)


def entry_of(kind, pk):
    """Return the entry of a kind and a key, or None. Raises UnknownKind where there is a key of another."""
    return kind_named(kind).model.objects.filter(pk=pk).first() if pk else None


def give_both(rows, one, other):
    """Let rows that name two entries have them at hand as `both`, one query a kind; None for one that is gone.

    one, other: names of the fields with their keys; the field `kind` says what they are.
    """
    for kind in {row.kind for row in rows}:
        own = [row for row in rows if row.kind == kind]
        keys = {key for row in own for key in (getattr(row, one), getattr(row, other))}
        found = kind_named(kind).model._base_manager.in_bulk(keys)
        for row in own:
            row.both = [found.get(getattr(row, one)), found.get(getattr(row, other))]


def entry_at(address):
    """Return the entry whose page has an address, in any language, with or without the site's own; or None."""
    try:
        path = urlsplit(address).path
    except ValueError:  # such as http://[
        return None
    app, _slash, slug = "/".join(path.strip("/").split("/")[-2:]).partition("/")
    model = next((kind.model for kind in kinds() if kind.namespace == app), None)
    return model.objects.filter(slug=slug).first() if model else None


class ByKind(dict):
    """What an app above the kinds says of each of them: key -> whatever. Raises UnknownKind on a key it lacks."""

    def __missing__(self, key):
        raise UnknownKind(key)
