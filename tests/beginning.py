"""What the database of the tests begins with, and how it is given back after a test that commits.

Django empties every table then, which takes PostgreSQL seconds for a hundred of them, and leaves nothing of what the
migrations wrote, such as the group of the curators. Here only what differs is put right.
"""

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

# Table -> its rows, of those tables that have any.
_rows = {}
# Of those who commit, each that has ended and whose rows are still there: one, or none.
_left_behind = []


def note_beginning():
    """Take what is in the database now for what each test begins with."""
    with connection.cursor() as cursor:
        _rows.update({table: _rows_of(cursor, table) for table in _filled(cursor)})


def begin_again():
    """Put the database back to what it began with, where a test has left something behind."""
    if not _left_behind:
        return
    # The keys between tables are looked at in the end.
    with transaction.atomic(), connection.cursor() as cursor:
        for table in sorted({*_filled(cursor), *_rows}):
            rows = _rows.get(table, [])
            if rows and rows == _rows_of(cursor, table):
                continue
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - names of our own, here and below
            if rows:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608
    _left_behind.clear()


@pytest.fixture(scope="session", autouse=True)
def what_is_committed_is_taken_back(django_test_environment):
    """Let the end of each test that commits, whatever told it to, put the database back.

    Where that goes wrong, the next test that asks the database begins with it.
    """
    empty = TransactionTestCase._fixture_teardown

    def give_back(case):
        _left_behind[:] = [case]
        begin_again()

    TransactionTestCase._fixture_teardown = give_back
    yield
    TransactionTestCase._fixture_teardown = empty


def _filled(cursor):
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables))  # noqa: S608
    return [name for (name,) in cursor.fetchall()]


def _rows_of(cursor, table):
    cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608
    return cursor.fetchall()
