"""What the migrations make of an empty database: made once and kept, and copied by each worker of each run.

Of SQLite it is a file in var/, of PostgreSQL a database beside that which is named, a template of those of the tests.
`migrate` runs over the copy all the same.
"""

import fcntl
import hashlib
import sqlite3
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from operations.moving.databases import connected, settings_of

_open = []


def begin_with_migrated_tables():
    """Have the database of the tests begin with all tables where it would begin with none."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()
        return
    make_empty = connection.creation._create_test_db

    def make_filled(*args, **kwargs):
        name = make_empty(*args, **kwargs)
        # Memory is kept for as long as somebody is connected to it.
        memory = sqlite3.connect(name, uri=True)
        _open.append(memory)
        with sqlite3.connect(migrated()) as kept:
            kept.backup(memory)
        kept.close()
        return name

    connection.creation._create_test_db = make_filled


def migrated():
    """Return the path of a file of SQLite with all tables, made where the migrations are not those of the last one."""
    with _folder() as folder:
        path = folder / f"migrated-{_digest()}.sqlite3"
        if not path.exists():
            for old in folder.glob("migrated-*"):
                old.unlink()
            unfinished = folder / "unfinished.sqlite3"
            unfinished.unlink(missing_ok=True)
            _migrate(settings_of(f"sqlite:///{unfinished}"))
            unfinished.rename(path)
    return path


@cache
def migrated_template():
    """Return the name of a database of PostgreSQL with all tables, made as that file is.

    It stays on the server, as test_NAME_migrated_…: only the one of the last migrations, which may be dropped anytime.
    It is asked for first before the database of the tests has a name of its own, which would be another NAME.
    """
    prefix = f"test_{connection.settings_dict['NAME']}_migrated_"
    name, unfinished = f"{prefix}{_digest()}", f"{prefix}unfinished"
    with _folder(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        kept = [row[0] for row in cursor.fetchall()]
        if name not in kept:
            for old in kept:
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(connection.settings_dict | {"NAME": unfinished})
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')
    return name


@pytest.fixture(scope="session")
def migrated_file(django_db_blocker):
    """The path of an SQLite file that has all tables and nothing in them, to copy."""
    with django_db_blocker.unblock():
        return migrated()


@contextmanager
def _folder():
    """Give one worker after the other the folder of what is kept, as two of them begin at the same moment."""
    folder = Path(settings.BASE_DIR) / "var" / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def _migrate(database):
    with connected(database) as alias:
        call_command("migrate", database=alias, interactive=False, verbosity=0)


def _digest():
    """Return what tells one set of migrations from another: their names and texts, those of other packages too."""
    found = MigrationLoader(None).disk_migrations
    digest = hashlib.sha256()
    for key in sorted(found):
        digest.update(repr(key).encode())
        digest.update(Path(sys.modules[found[key].__module__].__file__).read_bytes())
    return digest.hexdigest()[:16]
