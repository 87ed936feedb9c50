"""What the two databases say differently of what the index of terms does not have: phrases, and words nearly the same.

One class each, with the same methods, chosen by the connection's vendor. Every method returns SQL with its parameters.
The words that stand in the parameters are folded, so that they are made of letters, digits and marks alone, and cannot
be mistaken for operators.
"""

from django.db import connections, router
from pyroaring import BitMap

from search.models import SearchDocument, SearchWord

WORDS = SearchWord._meta.db_table
LAST_CHARACTER = "\U0010ffff"
TRIGRAM = 3


class SQLite:
    """FTS5: an index over the documents, another of trigrams over the vocabulary."""

    @staticmethod
    def has_phrase(words, *, is_open, in_name):
        """Return the condition that words follow each other; is_open: whether the last one may go on."""
        phrase = f'"{" ".join(words)}"' + (" *" if is_open else "")
        column = "{name} : " if in_name else ""
        return (
            "id IN (SELECT rowid FROM search_documentindex WHERE search_documentindex MATCH %s)",
            [f"{column}({phrase})"],
        )

    @staticmethod
    def begins_with(beginning):
        return "(word >= %s AND word < %s)", [beginning, beginning + LAST_CHARACTER]

    @staticmethod
    def shares_trigram(word):
        any_trigram = " OR ".join(f'"{trigram}"' for trigram in trigrams(word))
        return "id IN (SELECT rowid FROM search_wordindex WHERE search_wordindex MATCH %s)", [any_trigram]


class PostgreSQL:
    """tsvector columns under GIN indexes, and pg_trgm over the vocabulary."""

    @staticmethod
    def has_phrase(words, *, is_open, in_name):
        label = "A" if in_name else ""
        phrase = " <-> ".join(f"'{word}':{label}" for word in words) + ("*" if is_open else "")
        return "vector @@ %s::tsquery", [phrase]

    @staticmethod
    def begins_with(beginning):
        return "(word ~>=~ %s AND word ~<~ %s)", [beginning, beginning + LAST_CHARACTER]

    @staticmethod
    def shares_trigram(word):
        # A condition each: an index of trigrams serves LIKE, but not LIKE ANY.
        likes = trigrams(word)
        return f"({' OR '.join(['word LIKE %s'] * len(likes))})", [f"%{trigram}%" for trigram in likes]


BACKENDS = {"sqlite": SQLite, "postgresql": PostgreSQL}


def backend(alias):
    """Return the backend of a database by its alias."""
    return BACKENDS[connections[alias].vendor]


def phrase_found(kind, words, *, is_open=False, in_name=False):
    """Return the BitMap of the published entries of a kind that have words which follow each other in one column."""
    alias = router.db_for_read(SearchDocument)
    condition, params = backend(alias).has_phrase(words, is_open=is_open and may_go_on(words[-1]), in_name=in_name)
    documents = SearchDocument.objects.using(alias).filter(kind=kind)
    # extra() rather than a lookup: neither index is a column that the ORM knows.
    return BitMap(documents.extra(where=[condition], params=params).values_list("object_id", flat=True))  # noqa: S610


def may_go_on(words):
    """Say whether the last of words in a row need only be the beginning of one: a single letter stands for itself."""
    return len(words.split()[-1]) > 1


def trigrams(word):
    """Return every run of three characters of a word of three or more."""
    return sorted({word[start : start + TRIGRAM] for start in range(len(word) - TRIGRAM + 1)})
