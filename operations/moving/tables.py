"""Every table as a stream of rows that mean the same on both databases: lists of what JSON has, a value a column.

What a database derives by itself (generated columns, full-text indexes) is left to it. Values are read and written
past the fields of the models, which may show them in another form: e-mail addresses as a list, names in one language.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connections, models
from django.db.models import Value

from operations.moving.databases import MoveError

ROWS_AT_ONCE = 1000
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Kind:
    """How values of one kind of column are written down; both functions: of a value that is not null."""

    to_plain: Callable
    from_plain: Callable


def _moment_to_plain(value):
    return value.astimezone(UTC).isoformat()


SAME = Kind(lambda value: value, lambda value: value)
KINDS = {
    "DateTimeField": Kind(_moment_to_plain, datetime.fromisoformat),
    "DateField": Kind(date.isoformat, date.fromisoformat),
    "TimeField": Kind(time.isoformat, time.fromisoformat),
    "DurationField": Kind(lambda value: value // MICROSECOND, lambda value: value * MICROSECOND),
    "DecimalField": Kind(str, Decimal),
    "UUIDField": Kind(str, UUID),
    "BinaryField": Kind(lambda value: b64encode(value).decode(), b64decode),
    # As text, so that a null of JSON stays another thing than none at all.
    "JSONField": Kind(lambda value: json.dumps(json.loads(value), ensure_ascii=False), json.loads),
}


class Column:
    """A column of a table; field: of the model, or of the one that a foreign key leads to."""

    def __init__(self, field):
        self.name = field.column
        while field.remote_field:
            field = field.target_field
        self.type = field.get_internal_type()
        self.kind = KINDS.get(self.type, SAME)
        self.plain_field = getattr(models, self.type)()

    def reader(self, connection):
        """Return the function that makes what a database gave into a plain value."""
        converters = connection.ops.get_db_converters(Value(None, output_field=self.plain_field))
        if self.type != "JSONField":
            converters += self.plain_field.get_db_converters(connection)

        def read(value):
            for convert in converters:
                value = convert(value, None, connection)
            return None if value is None else self.kind.to_plain(value)

        return read

    def writer(self, connection):
        """Return the function that makes a plain value into what a database takes."""
        if self.type == "JSONField":
            return lambda value: (
                None if value is None else connection.ops.adapt_json_value(self.kind.from_plain(value), None)
            )

        def write(value):
            value = None if value is None else self.kind.from_plain(value)
            return self.plain_field.get_db_prep_value(value, connection, prepared=True)

        return write


class Table:
    """The table of a model; name: of the model, as in "projects.project"."""

    def __init__(self, model):
        self.model, self.name, self.table = model, model._meta.label_lower, model._meta.db_table
        self.columns = [Column(field) for field in model._meta.concrete_fields if not field.generated]

    @cached_property
    def numbered(self):
        """The name of the column that the database numbers, if any."""
        key = self.model._meta.pk
        return key.column if isinstance(key, models.AutoField) else None

    @cached_property
    def places_of_json(self):
        return [place for place, column in enumerate(self.columns) if column.type == "JSONField"]

    def _names(self, connection):
        return ", ".join(connection.ops.quote_name(column.name) for column in self.columns)

    def read(self, alias):
        """Yield its rows, a few at a time, as plain values. Inside a transaction."""
        connection = connections[alias]
        readers = [column.reader(connection) for column in self.columns]
        table = connection.ops.quote_name(self.table)
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT {self._names(connection)} FROM {table}")  # noqa: S608 - names of our own
            while rows := cursor.fetchmany(ROWS_AT_ONCE):
                for row in rows:
                    yield [read(value) for read, value in zip(readers, row, strict=True)]

    def write(self, alias, rows):
        """Insert rows of plain values; raises MoveError where the database refuses one."""
        connection = connections[alias]
        writers = [column.writer(connection) for column in self.columns]
        table, places = connection.ops.quote_name(self.table), ", ".join(["%s"] * len(writers))
        statement = f"INSERT INTO {table} ({self._names(connection)}) VALUES ({places})"  # noqa: S608
        with connection.cursor() as cursor:
            rows = iter(rows)
            while some := list(islice(rows, ROWS_AT_ONCE)):
                try:
                    cursor.executemany(
                        statement, [[write(value) for write, value in zip(writers, row, strict=True)] for row in some]
                    )
                except (DatabaseError, ValueError) as error:
                    raise MoveError(f"{self.name} cannot be written: {error}") from error

    def clear(self, alias):
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(self.table)}")  # noqa: S608

    def has_rows(self, alias):
        return models.QuerySet(self.model, using=alias).exists()

    def tally(self, alias):
        tally = Tally(self)
        for row in self.read(alias):
            tally.add(row)
        return tally


class Tally:
    """How many rows of a table there are, and a checksum of them that does not depend on their order."""

    def __init__(self, table):
        self.table, self.rows, self.total = table, 0, 0

    def add(self, row):
        """Count a row in; returns it."""
        if places := self.table.places_of_json:
            # PostgreSQL keeps the keys of an object in an order of its own.
            shown = list(row)
            for place in places:
                if shown[place] is not None:
                    shown[place] = json.dumps(json.loads(shown[place]), sort_keys=True)
        else:
            shown = row
        digest = sha256(json.dumps(shown).encode()).digest()
        self.rows, self.total = self.rows + 1, (self.total + int.from_bytes(digest)) % 2**256
        return row

    @property
    def checksum(self):
        return f"{self.total:064x}"

    def __eq__(self, other):
        return (self.rows, self.total) == (other.rows, other.total)

    __hash__ = None


def all_tables():
    """Return a Table of every model, each behind those that it refers to, as far as they do not refer to each other."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    ordered = {}

    def place(model, above):
        if model in ordered or model in above:
            return
        for field in model._meta.concrete_fields:
            if field.remote_field:
                place(field.remote_field.model._meta.concrete_model, {*above, model})
        ordered[model] = Table(model)

    for model in found:
        if not model._meta.proxy:
            place(model, set())
    return list(ordered.values())


def numbered_columns(tables):
    """Return table -> column for those that the database numbers."""
    return {table.table: table.numbered for table in tables if table.numbered}
