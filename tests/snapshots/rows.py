"""All rows of a database as JSON, past the models: read from one kind of database, written into either."""

import json
from pathlib import Path

from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder

FOLDER = Path(__file__).parent


def read_snapshot(alias, tables):
    """Return what stands in these tables and which migrations made them, as JSON with a line a row.

    tables: name -> the columns to read.
    """
    quote = connections[alias].ops.quote_name
    applied = MigrationRecorder(connections[alias]).applied_migrations()
    lines = [f'"migrations": {json.dumps(sorted(applied))}']
    with connections[alias].cursor() as cursor:
        for table, columns in sorted(tables.items()):
            cursor.execute(f"SELECT {', '.join(map(quote, columns))} FROM {quote(table)}")  # noqa: S608 - a model's
            rows = [json.dumps([_to_json(value) for value in row], ensure_ascii=False) for row in cursor.fetchall()]
            lines.append(f"{json.dumps(table)}: [\n" + ",\n".join([json.dumps(columns), *rows]) + "\n]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write_rows(alias, tables):
    """Fill the tables of a database (name -> its columns, then its rows) with just these rows."""
    connection = connections[alias]
    quote = connection.ops.quote_name
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        # What points to a row that is not there yet, or no longer, is looked at when all are.
        for table in tables:
            cursor.execute(f"DELETE FROM {quote(table)}")  # noqa: S608 - as above
        for table, (columns, *rows) in tables.items():
            names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {quote(table)} ({names}) VALUES ({places})"  # noqa: S608
            cursor.executemany(statement, [[_from_json(value) for value in row] for row in rows])


def _to_json(value):
    """Text, as both kinds of database read their own types from it; bytes have no text."""
    if isinstance(value, bytes | memoryview):
        return {"hex": bytes(value).hex()}
    return None if value is None else str(value)


def _from_json(value):
    return bytes.fromhex(value["hex"]) if isinstance(value, dict) else value
