"""Narrows a queryset of entries to what a query finds."""

from dataclasses import dataclass

from django.db.models import FloatField, QuerySet, Value
from django.db.models.expressions import RawSQL

from entries.search.backends import DOCUMENTS, backend
from entries.search.corrections import resolve
from entries.search.models import SearchDocument
from entries.search.query import Query


@dataclass(frozen=True)
class SearchResult:
    """The narrowed queryset, the query with its typos corrected, and the corrections as (typed, used) pairs."""

    queryset: QuerySet
    query: Query
    corrections: tuple


def search(queryset, query, *, rank=False):
    """Return the SearchResult of a query within a queryset of entries, after correcting typing mistakes."""
    resolution = resolve(query, queryset.model)
    return SearchResult(matching(queryset, resolution.query, rank=rank), resolution.query, resolution.corrections)


def matching(queryset, query, *, rank=False):
    """Return the entries of a queryset that a query finds, all of them when it is blank.

    rank: annotate `relevance`, a float, the higher the better. Such a queryset is for display, not for a subquery:
    it joins the index by the model's own table name.
    """
    if query.excluded:
        queryset = queryset.exclude(pk__in=_found(queryset, backend(queryset.db).exclusion(query)))
    if not query.is_positive:
        return queryset.annotate(relevance=Value(0.0)) if rank else queryset
    if rank:
        return _ranked(queryset, query)
    return queryset.filter(pk__in=_found(queryset, backend(queryset.db).expression(query)))


def named(queryset, query):
    """Return the entries of a queryset with a name that has all the terms of a query."""
    return _ranked(queryset, query, in_name=True)


def _found(queryset, expression):
    condition, params = backend(queryset.db).document_matches(expression)
    documents = SearchDocument.objects.using(queryset.db).filter(kind=queryset.model._meta.model_name)
    # extra() rather than a lookup: neither index is a column that the ORM knows.
    return documents.extra(where=[condition], params=params).values("object_id")  # noqa: S610


def _ranked(queryset, query, *, in_name=False):
    """Join the index itself: looked up row by row, a virtual table would be searched once for every entry."""
    chosen, model = backend(queryset.db), queryset.model
    condition, params, rank, rank_params = chosen.ranked(query, in_name)
    own_key = f"{model._meta.db_table}.{model._meta.pk.column}"
    return queryset.extra(  # noqa: S610 - names of our own, the values are parameters
        tables=chosen.tables,
        where=[f"{DOCUMENTS}.kind = %s", f"{DOCUMENTS}.object_id = {own_key}", condition],
        params=[model._meta.model_name, *params],
    ).annotate(relevance=RawSQL(rank, rank_params, output_field=FloatField()))  # noqa: S611
