"""Keeps what is derived from entries true: key columns, search documents, outdated texts, the directory version."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from itertools import islice

from django.apps import apps
from django.db import models, transaction
from django.db.models import prefetch_related_objects

from entries.models import DirectoryVersion, Entry, EntryText, Listed
from entries.texts import digest_of, give_texts
from operations.turns import writing
from search.documents import update_documents

BATCH = 1000
# What is found by the name of another is indexed in these portions, so that writers wait for no more than one.
PORTION = 100
KEY_FIELDS = ["theme_keys", "city_keys", "country_keys", "where_keys"]
PLACE_FIELDS = ["sort_name", "sort_key"]
COLUMNS = KEY_FIELDS + PLACE_FIELDS
# Model -> keys of what is to be indexed at the end; None while each is indexed at once.
_noted: ContextVar[dict[type, set[int]] | None] = ContextVar("noted", default=None)


@contextmanager
def indexed_together() -> Iterator[None]:
    """Index at the end, each once and many at a time, all that is written in between.

    For what writes many entries in one transaction: there the index may wait, as nobody sees what is written before
    it is there. Reading the index in between gives what it was before. Raises what the block raises, and indexes
    nothing then, as all of it is undone.
    """
    if _noted.get() is not None:
        yield
        return
    noted: dict[type, set[int]] = {}
    token = _noted.set(noted)
    try:
        yield
    finally:
        _noted.reset(token)
    named: dict[type, set[int]] = {}
    for model, keys in noted.items():
        if renamed := _reindex_in_portions(model, sorted(keys), BATCH):
            for other, others in _what_names(model, renamed):
                named.setdefault(other, set()).update(others)
    for model, keys in named.items():
        # What was written itself is indexed already, after all names were there.
        reindex_by_keys(model, keys - noted.get(model, set()))


def listed_models() -> list[type[Listed]]:
    """Return the models of all that has themes and cities, entries among them."""
    return [model for model in apps.get_models() if issubclass(model, Listed)]


def index_what_names(something: models.Model) -> None:
    """Index all that is found by the name of an entry or a tag: its models say so by SEARCH_PREFETCH and FOUND_BY."""
    for model, keys in _what_names(type(something), [something.pk]):
        reindex_by_keys(model, keys)


def _what_names(model: type[models.Model], keys: Iterable[int]) -> Iterator[tuple[type[Listed], set[int]]]:
    """Yield (model, keys) of all that is found by the names of the entries or tags of a model with these keys."""
    for other in listed_models():
        for name in (*other.SEARCH_PREFETCH, *other.FOUND_BY):
            if other._meta.get_field(name).related_model is model:
                # Each once, whatever the number of its parts in it.
                named = other._base_manager.filter(**{f"{name}__in": keys})
                yield other, set(named.values_list("pk", flat=True))


def reindex_by_keys(model, keys):
    """Reindex the entries of a model with these keys: few at once, many in portions once all that is written now is.

    Whoever renames a theme of thousands waits for all of them, others who write for one portion.
    """
    keys = sorted(keys)
    if len(keys) > PORTION:
        transaction.on_commit(partial(_reindex_in_portions, model, keys, PORTION))
    elif keys:
        reindex(model.objects.filter(pk__in=keys))


def _reindex_in_portions(model, keys, portion):
    """Reindex the entries with these keys; returns the keys of those that are found by other names than before."""
    renamed = set()
    for start in range(0, len(keys), portion):
        renamed |= _reindex(model.objects.filter(pk__in=keys[start : start + portion]))
    return renamed


def reindex(entries):
    """Derive keys, places in the alphabet and search documents anew from the tags and texts of entries of one model,
    and which of their texts in further languages are outdated.

    entries: a queryset or a list of saved entries. Those that are not published lose their search document. Returns
    whether any may be found by other names than before, so that what names it has to be indexed too; within
    indexed_together() that is seen to at the end.
    """
    if (noted := _noted.get()) is not None:
        for entry in entries.only("pk") if hasattr(entries, "iterator") else entries:
            noted.setdefault(type(entry), set()).add(entry.pk)
        return False
    return bool(_reindex(entries))


@writing
def _reindex(entries):
    rows = iter(entries.iterator(chunk_size=BATCH) if hasattr(entries, "iterator") else entries)
    renamed = set()
    while batch := list(islice(rows, BATCH)):
        renamed |= _reindex_batch(batch)
    DirectoryVersion.move_on()
    return renamed


def _reindex_batch(batch):
    model = type(batch[0])
    for entry in batch:
        entry.__dict__.pop("_prefetched_objects_cache", None)
    prefetch_related_objects(batch, *model.SEARCH_PREFETCH)
    if issubclass(model, Entry):
        give_texts(batch)
        _mark_outdated(batch)
    stale = []
    for entry in batch:
        before = [getattr(entry, field) for field in COLUMNS]
        entry.set_place()
        entry.set_keys(entry.themes.all(), entry.cities.all())
        if before != [getattr(entry, field) for field in COLUMNS]:
            stale.append(entry)
    # Derived columns are no edit: they get neither a version in the history nor a new date.
    model.objects.bulk_update(stale, COLUMNS)
    return set(update_documents(batch))


def _mark_outdated(batch):
    """Note of each text in a further language whether the one that it was made from has changed since."""
    changed = []
    for entry in batch:
        for text in entry.further_texts.values():
            is_outdated = text.made_from != digest_of(getattr(entry, text.field, ""))
            if text.is_outdated != is_outdated:
                text.is_outdated = is_outdated
                changed.append(text)
    EntryText.objects.bulk_update(changed, ["is_outdated"])
