"""What the migrations make of an empty database of SQLite: made once, kept in var/, and copied.

That of the tests stands in memory, where a copy takes no time; `migrate` runs over it all the same.
"""

import fcntl
import hashlib
import sqlite3
import sys
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
    if connection.vendor != "sqlite":
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
    """Return the path of a file with all tables, made where the migrations are not those of the last one."""
    folder = Path(settings.BASE_DIR) / "var" / "tests"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"migrated-{_digest()}.sqlite3"
    # Two workers begin at the same moment.
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in folder.glob("migrated-*"):
                old.unlink()
            unfinished = folder / "unfinished.sqlite3"
            unfinished.unlink(missing_ok=True)
            with connected(settings_of(f"sqlite:///{unfinished}")) as alias:
                call_command("migrate", database=alias, interactive=False, verbosity=0)
            unfinished.rename(path)
    return path


@pytest.fixture(scope="session")
def migrated_file(django_db_blocker):
    """The path of an SQLite file that has all tables and nothing in them, to copy."""
    with django_db_blocker.unblock():
        return migrated()


def _digest():
    """Return what tells one set of migrations from another: their names and texts, those of other packages too."""
    found = MigrationLoader(None).disk_migrations
    digest = hashlib.sha256()
    for key in sorted(found):
        digest.update(repr(key).encode())
        digest.update(Path(sys.modules[found[key].__module__].__file__).read_bytes())
    return digest.hexdigest()[:16]
