"""What is derived from entries, for the nightly comparison with them."""

from django.apps import apps
from django.db import transaction
from django.db.models import prefetch_related_objects

from entries.indexing import KEY_FIELDS, PLACE_FIELDS, listed_models, reindex
from entries.models import Curated, DirectoryVersion
from operations.deriving import Derived
from operations.turns import turn, writing
from search.documents import remove_documents, update_documents
from search.models import SearchDocument
from search.postings import misfits, rebuild_postings

# Few, as others wait for their turn meanwhile.
BATCH = 100


def indexed_models():
    """Return the models of all that the search finds."""
    return [model for model in apps.get_models() if issubclass(model, Curated)]


def index_anew(items):
    """Index saved items of one model, be they listed or pages."""
    items = list(items)
    if items and type(items[0]) in listed_models():
        reindex(items)
    else:
        update_documents(items)


def batches_of(model):
    """Yield the saved items of a model, some at a time."""
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield list(model.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk"))


def keys_that_differ():
    for model in listed_models():
        for batch in batches_of(model):
            prefetch_related_objects(batch, "themes", "cities")
            for entry in batch:
                before = [getattr(entry, field) for field in KEY_FIELDS]
                entry.set_keys(entry.themes.all(), entry.cities.all())
                if before != [getattr(entry, field) for field in KEY_FIELDS]:
                    yield _named(entry)


def _sorting_elsewhere():
    """Yield those that sort by another name than theirs, as they should be."""
    for model in indexed_models():
        for batch in batches_of(model):
            for item in batch:
                before = [getattr(item, field) for field in PLACE_FIELDS]
                item.set_place()
                if before != [getattr(item, field) for field in PLACE_FIELDS]:
                    yield item


def sort_names_that_differ():
    return map(_named, _sorting_elsewhere())


@writing
def sort_names_anew():
    for entry in _sorting_elsewhere():
        # Derived columns are no edit.
        type(entry).objects.filter(pk=entry.pk).update(sort_name=entry.sort_name, sort_key=entry.sort_key)
    DirectoryVersion.move_on()


def documents_that_differ():
    """Index everything anew, some at a time, look whether that changed anything, and take it back."""
    for model in indexed_models():
        for batch in batches_of(model):
            with turn():
                before = _documents(batch)
                index_anew(batch)
                after = _documents(batch)
                transaction.set_rollback(True)
            yield from (_named(item) for item in batch if before.get(item.pk) != after.get(item.pk))
        gone = _documents_of_none(model).values_list("object_id", flat=True)
        yield from (f"{model._meta.model_name} {key}, which is gone" for key in gone)


def all_indexed_anew():
    """Derive the key columns and the documents of the search anew, and forget those of what is gone."""
    for model in indexed_models():
        for batch in batches_of(model):
            with turn():
                index_anew(model.objects.filter(pk__in=[item.pk for item in batch]))
        with turn():
            remove_documents(model, _documents_of_none(model).values_list("object_id", flat=True))


def _documents_of_none(model):
    documents = SearchDocument.objects.filter(kind=model._meta.model_name)
    return documents.exclude(object_id__in=model._base_manager.values("pk"))


def _documents(items):
    found = SearchDocument.objects.filter(kind=items[0]._meta.model_name, object_id__in=[item.pk for item in items])
    return {row.pop("object_id"): {**row, "id": None} for row in found.values()}


def _named(item):
    return f"{item._meta.model_name} {item.slug}"


def terms_that_differ():
    for model in indexed_models():
        yield from misfits(model._meta.model_name)


def terms_anew():
    """Make the index of terms anew from the documents."""
    for model in indexed_models():
        with turn():
            rebuild_postings(model._meta.model_name)
            DirectoryVersion.move_on()


# In this order, as documents say where an entry stands by its name, and the index what the documents say.
DERIVED = [
    Derived("names to sort by", sort_names_that_differ, sort_names_anew),
    Derived("key columns", keys_that_differ, all_indexed_anew),
    Derived("documents of the search", documents_that_differ, all_indexed_anew),
    Derived("index of terms", terms_that_differ, terms_anew),
]
