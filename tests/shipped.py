"""The directory with all that ships: prepared as `make serve` does it, once a run for all its workers, in a file."""

import fcntl
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend

from operations.moving.databases import settings_of


def shared_by_workers(tmp_path_factory):
    """Return a folder that all workers of this run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def one_at_a_time(folder):
    """Let the workers that have a folder in common do something one after the other."""
    with (folder / "shipped.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shipped_file(tmp_path_factory, migrated_file):
    """The path of an SQLite file to copy; what was told while it was filled stands beside it, in told_by(path)."""
    folder = shared_by_workers(tmp_path_factory)
    path = folder / "shipped.sqlite3"
    with one_at_a_time(folder):
        if not path.exists():
            unfinished = folder / "unfinished.sqlite3"
            shutil.copy(migrated_file, unfinished)
            environment = os.environ | {
                "SECRET_KEY": secrets.token_hex(),
                "DATABASE_URL": f"sqlite:///{unfinished}",
                "CACHE_URL": "locmemcache://",
                "MEDIA_ROOT": str(folder / "media"),
                "PYTHONWARNINGS": "ignore",
            }
            environment.pop("DJANGO_SETTINGS_MODULE", None)
            command = [sys.executable, "deploy/prepare.py"]
            told = subprocess.run(
                command, cwd=settings.BASE_DIR, env=environment, check=True, stdout=subprocess.PIPE, text=True
            ).stdout
            path.with_suffix(".txt").write_text(told)
            with closing(sqlite3.connect(unfinished)) as file, closing(sqlite3.connect(path)) as copy:
                file.backup(copy)
    return path


def told_by(path):
    return Path(path).with_suffix(".txt").read_text()


@contextmanager
def directory_in(path):
    """Make an SQLite file the database of this thread, whatever the tests run on."""
    # Conftests are read before there are models.
    from django.contrib.contenttypes.models import ContentType

    complete = connections.configure_settings({DEFAULT_DB_ALIAS: settings_of(f"sqlite:///{path}")})[DEFAULT_DB_ALIAS]
    of_the_tests = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = load_backend(complete["ENGINE"]).DatabaseWrapper(complete, DEFAULT_DB_ALIAS)
    # Its keys are those of one database.
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = of_the_tests
        ContentType.objects.clear_cache()
