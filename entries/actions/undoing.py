"""Keeps what a merger changes, and takes it back as a whole.

Kept are the two entries, and which rows name one of them: no row of others is copied, so that nothing of a person stays
here when it is deleted there. What somebody has changed since stays as it is, and whoever undoes is told so.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from simple_history.models import HistoricalChanges
from taggit.models import ItemBase

from accounts.models import User
from entries.actions.merging import MergerError
from entries.actions.storing import index_entry, store_entry
from entries.indexing import listed_models
from entries.kinds import kind_named, kind_of
from entries.models import Entry, FormerAddress, Listed, Merger
from entries.versions import SILENT, TAGS
from operations.turns import writing

# Column -> value, as JSON has it.
Row = dict[str, Any]
# Label of a model -> key -> row.
Rows = dict[str, dict[str, Row]]


class Naming(NamedTuple):
    """Rows that name entries, and the columns to keep of each: all of one that a merger may delete.

    is_told: whether a curator thinks of them as something that hangs on an entry, and no notes of a loader.
    """

    rows: models.QuerySet
    columns: list[models.Field]
    is_told: bool = True


@writing
def merge_two(*, keep: Entry, duplicate: Entry, by: User | None, values: Mapping[str, Any] | None = None) -> Merger:
    """Merge two entries by the action of their kind, and keep what is needed to undo it.

    values: of fields, as a curator chose them. Raises what that action raises.
    """
    before = _state_of(keep, duplicate)
    kind_of(keep).merge(keep=keep, duplicate=duplicate, by=by, values=values)
    return Merger.objects.create(
        kind=keep._meta.model_name,
        keep_id=keep.pk,
        duplicate_id=duplicate.pk,
        by=by,
        before=before,
        after=_state_of(keep, duplicate),
    )


@writing
def undo_merger(merger: Merger, *, by: User | None) -> list[str]:
    """Bring back both entries as they were, and let what named either name it again.

    Returns what stays as it is, in words, as somebody has changed it since. Raises MergerError where it was undone
    before or an entry is gone, ValidationError where an entry can no longer be as it was.
    """
    merger = Merger.objects.select_for_update(of=("self",)).get(pk=merger.pk)
    if merger.undone_at:
        raise MergerError("undone")
    model = kind_named(merger.kind).model
    both = {entry.pk: entry for entry in model._base_manager.filter(pk__in=[merger.keep_id, merger.duplicate_id])}
    if len(both) != 2:
        raise MergerError("gone")
    stays: list[str] = []
    third = _undo_links(merger, stays) - {(model, key) for key in both}
    reason = f"Merger of {both[merger.duplicate_id].slug} into {both[merger.keep_id].slug} undone"
    for entry in both.values():
        tags = _undo_fields(entry, merger, stays)
        kind_of(entry).note_rows(entry)
        entry.full_clean(exclude=["slug", "sort_name", "sort_key"])
        store_entry(entry, by=by, reason=reason, themes=tags.get("theme_keys"), cities=tags.get("city_keys"))
    for its_model, key in sorted(third, key=lambda one: (one[0]._meta.label, one[1])):
        item = its_model._base_manager.get(pk=key)
        if isinstance(item, Entry):
            kind_of(item).note_rows(item)
        store_entry(item, by=by, reason=reason)
    for entry in both.values():
        index_entry(entry, is_named_otherwise=True)
    merger.undone_at, merger.undone_by = timezone.now(), by
    merger.save(update_fields=["undone_at", "undone_by"])
    return list(dict.fromkeys(stays))


def rows_that_name(entry: Entry) -> list[tuple[str, int]]:
    """Return what hangs on an entry, as (words for a kind of rows, how many), those without any left out."""
    told = [one.rows for one in _naming([entry]) if one.is_told]
    counts = [(str(rows.model._meta.verbose_name_plural), rows.count()) for rows in told]
    return [(label, number) for label, number in counts if number]


def _state_of(*both: Entry) -> dict[str, Rows]:
    entries: Rows = {}
    for entry in type(both[0])._base_manager.filter(pk__in=[one.pk for one in both]):
        _add(entries, entry, entry._meta.concrete_fields)
    links: Rows = {}
    for rows, columns, _is_told in _naming(both):
        for row in rows:
            _add(links, row, columns)
    return {"entries": entries, "links": links}


def _add(found: Rows, row: models.Model, columns: list[models.Field]) -> None:
    rows = found.setdefault(row._meta.label, {})
    rows.setdefault(str(row.pk), {}).update({field.attname: _plain(field, row) for field in columns})


def _plain(field: models.Field, row: models.Model) -> Any:
    """Return what a column says, as JSON has it; _python() reads it."""
    value = field.value_from_object(row)
    return value if value is None or isinstance(value, bool | int) else field.value_to_string(row)


def _python(field: models.Field, value: Any) -> Any:
    return (field.target_field if field.is_relation else field).to_python(value)


def _naming(entries: list[Entry] | tuple[Entry, ...]) -> Iterator[Naming]:
    """Yield all rows that name one of some entries of a model: by a relation, by kind and key, as a former address.

    Tags are none of these: the entries themselves repeat them.
    """
    model, keys = type(entries[0]), [entry.pk for entry in entries]
    throughs = {field.remote_field.through for one in listed_models() for field in one._meta.many_to_many}
    for relation in model._meta.get_fields(include_hidden=True):
        is_column = relation.auto_created and not relation.concrete and not relation.many_to_many
        if not is_column or issubclass(relation.related_model, HistoricalChanges | ItemBase):
            continue
        field = relation.field
        rows = relation.related_model._base_manager.filter(**{f"{field.name}__in": keys})
        is_part = rows.model in throughs
        columns = rows.model._meta.concrete_fields if is_part else [field]
        yield Naming(rows, columns, is_told=is_part or issubclass(rows.model, Listed))
    for other in apps.get_models():
        if hasattr(other, "names_entry"):
            kind, key = other.names_entry
            rows = other._base_manager.filter(**{kind: model._meta.model_name, f"{key}__in": keys})
            yield Naming(rows, [other._meta.get_field(key)])
    addresses = FormerAddress.objects.filter(kind=model._meta.model_name, object_id__in=keys)
    yield Naming(addresses, FormerAddress._meta.concrete_fields)


def _undo_links(merger: Merger, stays: list[str]) -> set[tuple[type[Listed], int]]:
    """Let rows say again what they said; returns which listed things they belong to, as (model, key)."""
    was, became = merger.before["links"], merger.after["links"]
    touched = set()
    for label in sorted(was.keys() | became.keys()):
        model = apps.get_model(label)
        before, after = was.get(label, {}), became.get(label, {})
        changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
        # What is to go first, so that nothing is there twice.
        for key in sorted(changed, key=lambda key: (key in before, int(key))):
            if _is_undone(model, key, before.get(key), after.get(key)):
                touched |= _listed_in(model, key, before.get(key), after.get(key))
            else:
                stays.append(str(model._meta.verbose_name_plural))
    return touched


def _is_undone(model: type[models.Model], key: str, before: Row | None, after: Row | None) -> bool:
    """Let a row say what it said before; returns False where it says something else by now than after the merger."""
    row = model._base_manager.filter(pk=key).first()
    columns = [field for field in model._meta.concrete_fields if field.attname in (before or after or {})]
    now = None if row is None else {field.attname: _plain(field, row) for field in columns}
    if now != after:
        return now == before
    rows = model._base_manager.filter(pk=key)
    try:
        with transaction.atomic():
            if before is None:
                rows.delete()
                return True
            values = {field.attname: _python(field, before[field.attname]) for field in columns}
            if after is None:
                model._base_manager.bulk_create([model(**values)])
            else:
                rows.update(**values)
    except IntegrityError:  # Somebody has said the same anew.
        return False
    return True


def _listed_in(model: type[models.Model], key: str, *rows: Row | None) -> set[tuple[type[Listed], int]]:
    """Return the listed things of which a row is a part, and the one that it is itself."""
    found = {(model, int(key))} if issubclass(model, Listed) else set()
    for field in model._meta.concrete_fields if not found else []:
        if field.is_relation and issubclass(field.related_model, Listed):
            found |= {(field.related_model, row[field.attname]) for row in rows if row and row.get(field.attname)}
    return found


def _undo_fields(entry: Entry, merger: Merger, stays: list[str]) -> dict[str, list]:
    """Let an entry say what it said, without saving it; returns the tags that it had: column -> tags."""
    before, after = (state["entries"][entry._meta.label][str(entry.pk)] for state in (merger.before, merger.after))
    tags = {}
    for field in entry._meta.concrete_fields:
        name = field.attname
        if name not in before or before[name] == after.get(name) or name in SILENT:
            continue
        if _plain(field, entry) != after.get(name):
            stays.append(f"{entry.name}: {field.verbose_name}")
        elif name in TAGS:
            slugs = _python(field, before[name])
            tags[name] = list(TAGS[name].objects.filter(slug__in=slugs))
        else:
            setattr(entry, name, _python(field, before[name]))
    return tags
