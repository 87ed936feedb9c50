"""What a query finds in the index of terms, and in which order: the same on every database, by construction."""

from dataclasses import dataclass
from math import log

from pyroaring import BitMap

from search.backends import may_go_on, phrase_found
from search.corrections import begins_none
from search.documents import LENGTH_OF_NAME
from search.index import NOTHING, any_of, current_index
from search.models import COLUMNS

# What a word counts by the column it stands in: steps so large that no number of words further down bridges one.
WEIGHTS = {column: 1e-3**place for place, column in enumerate(COLUMNS)}
NAME = COLUMNS[0]
MOST_PARTS = 300  # in which what was found is ranked; beyond that words count no further
ROWS_AT_ONCE = 250


def rows_by_key(queryset, keys):
    """Yield the rows of a queryset, some hundred at a time, by a list of their keys and in its order.

    Not through a cursor of the database: behind a pool that changes connections between transactions another request's
    cursor may have the same name, and its rows would stand among these.
    """
    for start in range(0, len(keys), ROWS_AT_ONCE):
        some = keys[start : start + ROWS_AT_ONCE]
        rows = queryset.order_by().in_bulk(some)
        yield from (rows[key] for key in some if key in rows)


class Rows:
    """Entries in order, of which only those asked for are read from the database.

    queryset: of published entries, for what a row reads; parts: BitMaps that have none in common, one after the other;
    order: the EntryOrder within each.
    """

    def __init__(self, queryset, parts, order, *, is_reversed=False):
        self.queryset, self.parts, self.order, self.is_reversed = queryset, parts, order, is_reversed

    def count(self):
        return sum(map(len, self.parts))

    __len__ = count

    def keys(self, start=0, stop=None):
        """Return the ids at the places from start to before stop, as a list."""
        found, passed, stop = [], 0, self.count() if stop is None else stop
        for part in self.parts:
            if passed >= stop:
                break
            if passed + len(part) > start:
                found += self.order.cut(part, max(start - passed, 0), stop - passed, is_reversed=self.is_reversed)
            passed += len(part)
        return found

    def __getitem__(self, places):
        return list(self._read(self.keys(places.start or 0, places.stop)))

    def __iter__(self):
        return self._read(self.keys())

    def _read(self, keys):
        return rows_by_key(self.queryset, keys)


@dataclass(frozen=True)
class Finder:
    """Looks for queries among the published entries of one kind, in one state of the index."""

    index: object
    kind: str

    def found(self, query, *, in_name=False):
        """Return the BitMap of the entries that a Query finds, of all where it is blank.

        in_name: whether all that it looks for has to stand in the name.
        """
        asked = self._words(query)
        found = self.index.everything(self.kind)
        for term in query.terms:
            found = found & any_of(self._alternative(words, asked, in_name) for words in term)
        for phrase in query.phrases:
            found = found & self._phrase(phrase, asked, in_name)
        for phrase in query.excluded:
            found = found - self._phrase(phrase, asked, in_name=False)
        return found

    def best_first(self, query, entries, *, sinks=()):
        """Return some found entries in parts, the best part first.

        What counts is where each word of the query stands, the name most; a rare word counts more than a common one;
        and a name of nothing but these words comes first of all. sinks: (field, value) of what comes last.
        """
        sunk = any_of(self.index.facet(self.kind, field).get(value, NOTHING) for field, value in sinks) & entries
        parts = self._ranked(query, entries)
        return [part for part in (*(part - sunk for part in parts), *(part & sunk for part in parts)) if part]

    def _ranked(self, query, entries):
        number, parts = max(len(self.index.everything(self.kind)), 1), [(0.0, entries)]
        places = self._places(query)
        for columns in places:
            rarity = log(1 + number / max(len(any_of(columns.values())), 1))
            if len(parts) <= MOST_PARTS:
                parts = [
                    (score + rarity * weight, split) for score, part in parts for weight, split in _split(part, columns)
                ]
        parts.sort(key=lambda part: -part[0])
        in_name = self.index.facet(self.kind, LENGTH_OF_NAME).get(str(len(places)), NOTHING)
        for columns in places:
            in_name = in_name & columns.get(NAME, NOTHING)
        return [*(in_name & part for _score, part in parts), *(part - in_name for _score, part in parts)]

    def _places(self, query):
        """Return where each term and phrase of a query stands, as {column: BitMap}."""
        asked = self._words(query)
        places = []
        for term in query.terms:
            one = [self._columns(words.split(), asked, is_open=True) for words in term]
            places.append({column: any_of(columns[column] for columns in one) for column in COLUMNS})
        return [*places, *(self._columns(phrase, asked, is_open=False) for phrase in query.phrases)]

    def _columns(self, words, asked, *, is_open):
        """Return the columns that have all of some words, as {column: BitMap}."""
        keys = [(word, False) for word in words[:-1]] + [(words[-1], is_open and may_go_on(words[-1]))]
        return {column: BitMap.intersection(*(asked[key].get(column, NOTHING) for key in keys)) for column in COLUMNS}

    def _words(self, query):
        """Return (word, whether it may go on) -> {column: BitMap} for all words of a query."""
        rows = [(words.split(), True) for term in query.terms for words in term]
        rows += [(phrase, False) for phrase in (*query.phrases, *query.excluded)]
        asked = {(word, False): None for row, _is_open in rows for word in row[:-1]}
        asked |= {(row[-1], is_open and may_go_on(row[-1])): None for row, is_open in rows}
        return self.index.words(self.kind, list(asked)) if asked else {}

    def _alternative(self, words, asked, in_name):
        if " " in words:
            return self._row(words.split(), asked, in_name, is_open=True)
        return self._anywhere((words, may_go_on(words)), asked, in_name)

    def _phrase(self, phrase, asked, in_name):
        if len(phrase) == 1:
            return self._anywhere((phrase[0], False), asked, in_name)
        return self._row(phrase, asked, in_name, is_open=False)

    def _row(self, words, asked, in_name, *, is_open):
        """Return the entries in which words follow each other; the database is asked only where it may know of some."""
        if not any(self._columns(words, asked, is_open=is_open).values()):
            return NOTHING
        return phrase_found(self.kind, words, is_open=is_open, in_name=in_name)

    @staticmethod
    def _anywhere(key, asked, in_name):
        return any_of(asked[key].get(column, NOTHING) for column in (COLUMNS[:1] if in_name else COLUMNS))


def _split(part, columns):
    """Yield (weight, entries) for the heaviest column that has a word, and (0, entries) for those without it."""
    for column in COLUMNS:
        here = part & columns.get(column, NOTHING)
        if here:
            yield WEIGHTS[column], here
            part = part - here
    if part:
        yield 0.0, part


def find(queryset, query, *, in_name=False):
    """Return the Rows of a queryset of published entries that a Query finds, the best first; those that sink last."""
    model = queryset.model
    kind, index = model._meta.model_name, current_index()
    finder = Finder(index, kind)
    found = finder.found(query, in_name=in_name)
    return Rows(queryset, finder.best_first(query, found, sinks=model.SINKS), index.order(kind, model.BEST_ORDER))


def is_known(model, word):
    """Say whether a folded word begins one that published entries of a model have."""
    return not begins_none([word], [model._meta.model_name])
