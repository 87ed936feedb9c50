"""Fills an empty database with all rows of another, or of a backup, and compares what arrived."""

from pathlib import Path

from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from operations.moving.databases import (
    MoveError,
    connected,
    refresh_statistics,
    sequences,
    set_sequences,
    snapshot,
)
from operations.moving.media import copy_files, refuse_files
from operations.moving.tables import Tally, all_tables, numbered_columns

# What is in the tables of a database in which there is nothing yet: written by the migrations, and replaced.
WRITTEN_BY_MIGRATIONS = {"contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions"}


def copy_database(source, target, media=None):
    """Copy every table between two databases, each given by what DATABASES has of it; returns name -> Tally.

    media: the folder of the uploads and an empty one that gets them as well, None to leave them. The source is seen as
    it is when this begins; the target is migrated where it has no tables, and changed in one transaction. Raises
    MoveError where a target is not empty or of another release, or where anything arrived otherwise, OSError where a
    file cannot be copied; then neither target has anything of it.
    """
    if source["ENGINE"].endswith("sqlite3") and not Path(source["NAME"]).is_file():
        # SQLite would make one, with nothing in it.
        raise MoveError(f"There is no database to copy from: {source['NAME']}.")
    if media:
        refuse_files(media[1])
    with snapshot(source) as source_alias, connected(target) as target_alias:
        same_release(applied_migrations(source_alias), "The database to copy from")
        make_tables(target_alias)
        tables = {table.name: table for table in all_tables()}
        numbers = sequences(source_alias, numbered_columns(tables.values()))
        with transaction.atomic(using=target_alias):
            tallies = fill(target_alias, lambda name: tables[name].read(source_alias), numbers)
            if media:
                copy_files(*media)
        refresh_statistics(target_alias)
    return tallies


def applied_migrations(alias):
    """Return the migrations of a database as "app.name", sorted."""
    return sorted(".".join(key) for key in MigrationRecorder(connections[alias]).applied_migrations())


def same_release(migrations, whose):
    """Raise MoveError where these migrations are not those of this release."""
    ours = {".".join(key) for key in MigrationLoader(None, replace_migrations=False).disk_migrations}
    if missing := sorted(ours - set(migrations)):
        raise MoveError(f"{whose} is of an older release, without {', '.join(missing[:3])}. Use that release.")
    if unknown := sorted(set(migrations) - ours):
        raise MoveError(f"{whose} is of another release, with {', '.join(unknown[:3])}. Use that release.")


def make_tables(alias):
    """Migrate a database without tables; raises MoveError where there are rows in it, or other tables."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
    if not names:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    elif MigrationRecorder.Migration._meta.db_table not in names:
        raise MoveError(f"The target is not empty: it has tables of something else, such as {min(names)}.")
    refuse_rows(alias)


def refuse_rows(alias):
    """Raise MoveError where there are rows in the tables of a database, or where they are of another release."""
    same_release(applied_migrations(alias), "The target")
    filled = [t.name for t in all_tables() if t.name not in WRITTEN_BY_MIGRATIONS and t.has_rows(alias)]
    if filled:
        raise MoveError(f"The target is not empty: there are rows in {', '.join(filled[:5])}.")


def fill(alias, read, numbers):
    """Put rows into the empty tables of a database, inside a transaction; returns name of the table -> Tally.

    read: name of a table -> its rows; numbers: as `sequences` returns them. Raises MoveError where a row is refused,
    or where the rows that stand in the database in the end are not those that were read.
    """
    tables = all_tables()
    for table in reversed(tables):
        if table.name in WRITTEN_BY_MIGRATIONS:
            table.clear(alias)
    tallies = {}
    for table in tables:
        tallies[table.name] = tally = Tally(table)
        table.write(alias, map(tally.add, read(table.name)))
    set_sequences(alias, numbered_columns(tables), numbers)
    for table in tables:
        arrived, read_rows = table.tally(alias), tallies[table.name]
        if arrived != read_rows:
            raise MoveError(
                f"{table.name} did not arrive as it was: {read_rows.rows} rows with the checksum "
                f"{read_rows.checksum[:12]} were read, {arrived.rows} with {arrived.checksum[:12]} are there now."
            )
    return tallies
