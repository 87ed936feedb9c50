"""What the two databases say differently when all of their data is moved, and how to connect to one by its address."""

import contextlib
from uuid import uuid4

import environ
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.utils import load_backend

from operations.addresses import database_settings


class MoveError(Exception):
    """Data cannot be moved as asked; the text says why, to a person."""


class MovingSQLite:
    # Reads what was there at its first look, and keeps nobody from writing.
    reading = {"transaction_mode": "DEFERRED"}
    begin_reading = "SELECT 1 FROM sqlite_master"

    @staticmethod
    def sequences(cursor, columns):
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return {table: number for table, number in cursor.fetchall() if table in columns}

    @staticmethod
    def set_sequence(cursor, table, _column, number):
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


class MovingPostgreSQL:
    reading = {}
    begin_reading = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"

    @staticmethod
    def sequences(cursor, columns):
        numbers = {}
        for table, column in columns.items():
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', column])
            (name,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value, is_called FROM {name}")  # noqa: S608 - the database's own name of it
            number, is_used = cursor.fetchone()
            if is_used:
                numbers[table] = number
        return numbers

    @staticmethod
    def set_sequence(cursor, table, column, number):
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', column, number])


BACKENDS = {"sqlite": MovingSQLite, "postgresql": MovingPostgreSQL}


def backend_for_moving(alias):
    """Return the backend of a database by its alias; raises MoveError where it is neither of the two."""
    try:
        return BACKENDS[connections[alias].vendor]
    except KeyError:
        raise MoveError(f"Neither SQLite nor PostgreSQL: {connections[alias].vendor}.") from None


def settings_of(address):
    """Return what DATABASES would have of a database with this address (as in DATABASE_URL); raises MoveError."""
    found = environ.Env.db_url_config(address) if "://" in address else {}
    if not found.get("NAME") or not found.get("ENGINE", "").endswith(("sqlite3", "postgresql")):
        # Without the address, as there is a password in it.
        raise MoveError("That is no address of a database; one looks like postgres://user:password@host:5432/name.")
    return database_settings(found)


@contextlib.contextmanager
def connected(settings):
    """Return the alias of a database with these settings, for as long as the context lasts."""
    alias = f"moving-{uuid4().hex}"
    complete = connections.configure_settings({DEFAULT_DB_ALIAS: {}, alias: settings})[alias]
    connections[alias] = load_backend(complete["ENGINE"]).DatabaseWrapper(complete, alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]


@contextlib.contextmanager
def snapshot(settings):
    """Return the alias of a database that is seen as it is at this moment, whatever others write to it meanwhile."""
    engine = MovingSQLite if settings["ENGINE"].endswith("sqlite3") else MovingPostgreSQL
    with (
        connected({**settings, "OPTIONS": {**settings.get("OPTIONS", {}), **engine.reading}}) as alias,
        transaction.atomic(using=alias),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(engine.begin_reading)
        yield alias


def sequences(alias, columns):
    """Return the last number given out for each table; columns: table -> column that is numbered."""
    with connections[alias].cursor() as cursor:
        return backend_for_moving(alias).sequences(cursor, columns)


def set_sequences(alias, columns, numbers):
    """Go on counting behind these numbers and the rows that are there.

    Both, as the last rows may be gone, whose keys stand in versions and logs still; and rows that were once written
    with their keys leave PostgreSQL's own number behind.
    """
    connection = connections[alias]
    with connection.cursor() as cursor:
        for table, column in columns.items():
            name, key = connection.ops.quote_name(table), connection.ops.quote_name(column)
            cursor.execute(f"SELECT max({key}) FROM {name}")  # noqa: S608 - names of our own
            if number := max(numbers.get(table, 0), cursor.fetchone()[0] or 0):
                backend_for_moving(alias).set_sequence(cursor, table, column, number)


def refresh_statistics(alias):
    """Let the database look at its new rows, to know which index finds fewest of them."""
    with connections[alias].cursor() as cursor:
        cursor.execute("ANALYZE")
