"""The full-text search over entries, the same on SQLite and PostgreSQL.

    query = parse("coding berlin -kids")
    result = search(Project.objects.published(), query, rank=True)

`update_documents` and `remove_documents` keep it in step with the entries. docs/decisions/search-on-two-databases.md
tells how it works and why.
"""

from entries.search.corrections import Resolution, resolve
from entries.search.documents import remove_documents, update_documents
from entries.search.highlight import highlight_terms
from entries.search.query import Query, parse, reductions
from entries.search.results import SearchResult, matching, named, search

__all__ = [
    "Query",
    "Resolution",
    "SearchResult",
    "highlight_terms",
    "matching",
    "named",
    "parse",
    "reductions",
    "remove_documents",
    "resolve",
    "search",
    "update_documents",
]
