"""Keeps what is derived from entries true: the key columns, the search documents, the directory version."""

from itertools import islice

from django.db import transaction
from django.db.models import prefetch_related_objects

from entries.models import DirectoryVersion
from entries.search import remove_documents, update_documents

BATCH = 1000
KEY_FIELDS = ["theme_keys", "city_keys", "country_keys", "where_keys"]


@transaction.atomic
def reindex(entries):
    """Derive keys and search documents anew from the tags and texts of entries of one model.

    entries: a queryset or a list of saved entries. Those that are not published lose their search document.
    """
    rows = iter(entries.iterator(chunk_size=BATCH) if hasattr(entries, "iterator") else entries)
    while batch := list(islice(rows, BATCH)):
        _reindex_batch(batch)
    DirectoryVersion.move_on()


def _reindex_batch(batch):
    model = type(batch[0])
    for entry in batch:
        entry.__dict__.pop("_prefetched_objects_cache", None)
    prefetch_related_objects(batch, *model.SEARCH_PREFETCH)
    stale = []
    for entry in batch:
        before = [getattr(entry, field) for field in KEY_FIELDS]
        entry.set_keys(entry.themes.all(), entry.cities.all())
        if before != [getattr(entry, field) for field in KEY_FIELDS]:
            stale.append(entry)
    # Derived columns are no edit: they get neither a version in the history nor a new date.
    model.objects.bulk_update(stale, KEY_FIELDS)
    published = [entry for entry in batch if entry.is_published]
    update_documents(published)
    remove_documents(model, [entry.pk for entry in batch if not entry.is_published])
