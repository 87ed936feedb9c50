"""What the tests of moving share: empty databases to move into, and what stands in one."""

import contextlib
import json
import shutil
import sqlite3
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models

from operations.moving.databases import settings_of


@pytest.fixture
def new_file(migrated_file, tmp_path):
    """Return a function that returns the settings of another empty database in a file."""

    def new_file():
        path = tmp_path / f"{uuid4().hex}.sqlite3"
        shutil.copy(migrated_file, path)
        return settings_of(f"sqlite:///{path}")

    return new_file


@pytest.fixture
def without_tables(tmp_path):
    """The settings of a database on what the tests run on, in which there is nothing at all."""
    if connection.vendor == "sqlite":
        yield settings_of(f"sqlite:///{tmp_path / uuid4().hex}.sqlite3")
        return
    name = f"{connection.settings_dict['NAME']}_moving"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield {**connection.settings_dict, "NAME": name}
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.fixture
def of_the_same_kind(new_file, without_tables):
    """The settings of another empty database on what the tests run on."""
    return new_file() if connection.vendor == "sqlite" else without_tables


def rows_of(alias):
    """Return name of the model -> all of its rows as the ORM shows them, by their key."""
    return {
        model._meta.label: {row[model._meta.pk.attname]: row for row in models.QuerySet(model, using=alias).values()}
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }


def columns_of(path):
    """Return name of a table -> what stands in the file itself: past Django, JSON as what it means."""
    with sqlite3.connect(path) as file:
        names = [
            name
            for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("search_documentindex", "search_wordindex", "sqlite_stat", "django_migrations"))
        ]
        tables = {name: file.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608
    return {name: sorted(repr([meaning(value) for value in row]) for row in rows) for name, rows in tables.items()}


def meaning(value):
    if isinstance(value, str) and value.startswith(("{", "[")):
        with contextlib.suppress(ValueError):
            return json.dumps(json.loads(value), sort_keys=True)
    return value
