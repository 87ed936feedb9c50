"""Queries that are written once: for a page, Django takes several times as long to write one as SQLite to answer it."""

from datetime import date

from django.db import connections
from django.utils.translation import get_language

# Values that no query has of itself, by which those of a caller are found again in what Django has written.
MARKS = {
    str: "\x01mark {}".format,
    int: lambda place: 4_000_000_000_000_000_000 + place,
    date: lambda place: date(2, 1, 1 + place),
}


class Prepared:
    """A queryset of given values, whose SQL is kept in this worker.

    make: a function that takes values and returns the queryset, which may differ in these values and in the active
    language alone. types: of the values, each one of MARKS.
    """

    def __init__(self, make, *types):
        self._make = make
        self._marks = [MARKS[each](place) for place, each in enumerate(types)]
        self._written = {}

    def objects(self, *values):
        """Return the objects of the model, as a list; what annotate() adds has to be the same in Python."""
        queryset, sql, params = self._with(values)
        return list(queryset.model._base_manager.using(queryset.db).raw(sql, params))

    def rows(self, *values):
        """Return the rows of a queryset with values_list(), as tuples; of columns that are the same in Python, such as
        numbers and texts.
        """
        queryset, sql, params = self._with(values)
        with connections[queryset.db].cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def _with(self, values):
        """Return the queryset, its SQL, and the parameters of that with some values."""
        language = get_language()
        if language not in self._written:
            self._written[language] = self._write()
        queryset, sql, params = self._written[language]
        adapt = connections[queryset.db].ops.adapt_datefield_value
        given = [adapt(value) if isinstance(value, date) else value for value in values]
        return queryset, sql, [param if place is None else given[place] for place, param in params]

    def _write(self):
        """Return the queryset with marks for values, its SQL, and (place of the value or None, parameter) of each."""
        queryset = self._make(*self._marks)
        sql, params = queryset.query.get_compiler(queryset.db).as_sql()
        places = {str(mark): place for place, mark in enumerate(self._marks)}
        return queryset, sql, [(places.get(str(param)), param) for param in params]


class PreparedByKey:
    """The objects of a queryset by their keys; its SQL is kept for each number of them. make: returns the queryset."""

    def __init__(self, make):
        self._make = make
        self._of_number = {}

    def objects(self, keys):
        """Return key -> object of those that are there. keys: a few, or one of few numbers of them."""
        keys = list(keys)
        if not keys:
            return {}
        if len(keys) not in self._of_number:
            self._of_number[len(keys)] = Prepared(self._with_keys, *[int] * len(keys))
        return {one.pk: one for one in self._of_number[len(keys)].objects(*keys)}

    def _with_keys(self, *keys):
        return self._make().order_by().filter(pk__in=keys)
