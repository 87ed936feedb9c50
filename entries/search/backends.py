"""What the two databases say differently: one class each, with the same methods, chosen by the connection's vendor.

Every method returns SQL with its parameters. The words that stand in the parameters are folded, so that they are
made of letters, digits and marks alone, and cannot be mistaken for operators.
"""

from django.db import connections

from entries.search.models import SearchDocument, SearchWord

DOCUMENTS = SearchDocument._meta.db_table
WORDS = SearchWord._meta.db_table
LAST_CHARACTER = "\U0010ffff"
TRIGRAM = 3


class SQLite:
    """FTS5: an index over the documents, another of trigrams over the vocabulary."""

    tables = [DOCUMENTS, "entries_searchindex"]
    # So small that the score grows in step with them instead of levelling off, and so far apart that neither the
    # length of an entry nor the number of hits in it bridges the gap from one column to the next.
    rank = "-bm25(entries_searchindex, 1e-3, 1e-6, 1e-9, 1e-12, 1e-15, 1e-18)"

    @staticmethod
    def expression(query, in_name=False):
        """Return what looks for the terms and phrases of a query, in the index's own language.

        in_name: whether they all have to stand in the name of the entry.
        """
        every = [" OR ".join(map(SQLite._beginning, term)) for term in query.terms]
        every += [f'"{" ".join(phrase)}"' for phrase in query.phrases]
        column = "{name} : " if in_name else ""
        return " AND ".join(f"{column}({one})" for one in every)

    @staticmethod
    def exclusion(query):
        return " OR ".join(f'"{" ".join(phrase)}"' for phrase in query.excluded)

    @staticmethod
    def _beginning(words):
        return f'"{words}" *' if may_go_on(words) else f'"{words}"'

    @staticmethod
    def document_matches(expression):
        return (
            "id IN (SELECT rowid FROM entries_searchindex WHERE entries_searchindex MATCH %s)",
            [expression],
        )

    @staticmethod
    def ranked(query, in_name=False):
        """Return the condition that joins `tables` with its parameters, and the expression of the rank with its own."""
        condition = f"entries_searchindex.rowid = {DOCUMENTS}.id AND entries_searchindex MATCH %s"
        return condition, [SQLite.expression(query, in_name)], SQLite.rank, []

    @staticmethod
    def begins_with(beginning):
        return "(word >= %s AND word < %s)", [beginning, beginning + LAST_CHARACTER]

    @staticmethod
    def shares_trigram(word):
        any_trigram = " OR ".join(f'"{trigram}"' for trigram in trigrams(word))
        return "id IN (SELECT rowid FROM entries_wordindex WHERE entries_wordindex MATCH %s)", [any_trigram]


class PostgreSQL:
    """tsvector columns under GIN indexes, and pg_trgm over the vocabulary."""

    tables = [DOCUMENTS]
    # Labels D, C, B, A. Steps of five: ts_rank never gives many hits more than 1.65 times what it gives one.
    rank = (
        f"(ts_rank('{{0, 0.04, 0.2, 1}}', {DOCUMENTS}.vector, %s::tsquery)"
        f" + ts_rank('{{0, 0.0003, 0.0016, 0.008}}', {DOCUMENTS}.tag_vector, %s::tsquery))"
    )

    @staticmethod
    def expression(query, in_name=False):
        return " & ".join(PostgreSQL._parts(query, "A" if in_name else ""))

    @staticmethod
    def exclusion(query):
        return " | ".join(f"({PostgreSQL._phrase(phrase)})" for phrase in query.excluded)

    @staticmethod
    def _parts(query, label=""):
        parts = [" | ".join(PostgreSQL._beginning(word, label) for word in term) for term in query.terms]
        parts += [PostgreSQL._phrase(phrase, label) for phrase in query.phrases]
        return [f"({part})" for part in parts]

    @staticmethod
    def _beginning(words, label):
        return PostgreSQL._phrase(words.split(), label) + ("*" if may_go_on(words) else "")

    @staticmethod
    def _phrase(phrase, label=""):
        return " <-> ".join(f"'{word}':{label}" for word in phrase)

    @staticmethod
    def document_matches(expression):
        return "vector @@ %s::tsquery", [expression]

    @staticmethod
    def ranked(query, in_name=False):
        # Ranked as "any of them": of words that all have to be there, ts_rank looks at the distance and takes the
        # product of the weights, so that one word among the tags would make the place of the other worthless.
        terms = " | ".join(PostgreSQL._parts(query))
        condition = f"{DOCUMENTS}.vector @@ %s::tsquery"
        return condition, [PostgreSQL.expression(query, in_name)], PostgreSQL.rank, [terms, terms]

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


def may_go_on(words):
    """Say whether the last of words in a row need only be the beginning of one: a single letter stands for itself."""
    return len(words.split()[-1]) > 1


def trigrams(word):
    """Return every run of three characters of a word of three or more."""
    return sorted({word[start : start + TRIGRAM] for start in range(len(word) - TRIGRAM + 1)})
