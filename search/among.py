"""Asks a database for the rows of a set of entries, however many they are."""

import json

from django.core.exceptions import EmptyResultSet
from django.db.models import BooleanField, F, Func


class Among(Func):
    """A condition for filter(): whether a column has one of some whole numbers.

    One parameter carries all of them. With one for each, as `__in` has it, a database takes some ten thousand at most,
    and PostgreSQL as long for them as for the rows.

    column: the name of a field, or of the column of a foreign key; numbers: such as a BitMap.
    """

    output_field = BooleanField()

    def __init__(self, column, numbers):
        super().__init__(F(column))
        self.numbers = list(numbers)

    def as_sqlite(self, compiler, connection, **_options):
        column, params = self._column(compiler)
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.numbers)]  # noqa: S608 - ours

    def as_postgresql(self, compiler, connection, **_options):
        column, params = self._column(compiler)
        return f"{column} = ANY(%s::bigint[])", [*params, self.numbers]

    def _column(self, compiler):
        if not self.numbers:
            # As Django has it of an empty `__in`: where nothing can be found the database is not asked.
            raise EmptyResultSet
        return compiler.compile(self.source_expressions[0])
