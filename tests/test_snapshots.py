"""What a directory of each release holds comes along into this one."""

import json

import pytest
from django.apps import apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from operations.moving.databases import connected, set_sequences
from tests.operations.moving import rows_of, without_tables  # noqa: F401 - a fixture
from tests.snapshots.rows import FOLDER, write_rows

RELEASES = sorted(FOLDER.glob("*.json"))
# Model -> why a later release has fewer rows of it than one before had.
DROPPED = {}


def test_the_first_release_is_kept():
    assert "0.3.0.json" in {path.name for path in RELEASES}


def numbered():
    """Table -> the column that it counts, of all models of today."""
    return {
        model._meta.db_table: model._meta.pk.column
        for model in apps.get_models(include_auto_created=True)
        if model._meta.pk.db_returning
    }


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
@pytest.mark.django_db(transaction=True)
def test_what_a_release_held_comes_along(path, without_tables):  # noqa: F811
    tables = json.loads(path.read_text())
    last = dict(sorted(tables.pop("migrations")))  # of each app, as their names are numbered
    with connected(without_tables) as alias:
        MigrationExecutor(connections[alias]).migrate(list(last.items()))
        write_rows(alias, tables)
        # As a directory has them that wrote its rows itself: migrations make rows as well.
        set_sequences(alias, {table: column for table, column in numbered().items() if table in tables}, {})
        executor = MigrationExecutor(connections[alias])
        executor.migrate(executor.loader.graph.leaf_nodes())
        connections[alias].check_constraints()
        set_sequences(alias, numbered(), {})

        now = rows_of(alias)
        sources = {model._meta.db_table: model._meta.label for model in apps.get_models(include_auto_created=True)}
        missing = {
            table: len(rows) - 1 - len(now.get(sources.get(table), ()))
            for table, rows in tables.items()
            if len(rows) - 1 > len(now.get(sources.get(table), ())) and sources.get(table) not in DROPPED
        }
        assert missing == {}
