"""Brings the data up to the code: migrations, the data that ships, static files, a first curator.

Runs in the virtual environment, before the site starts; does nothing that is done already.
"""

import hashlib
import os
import sys
from io import StringIO
from pathlib import Path

import django
from environment import one_at_a_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
django.setup()

from django.apps import apps  # noqa: E402 - the models can be imported only now
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402


def migrate():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Migrating the database …", flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def load_shipped_data():
    """Only into an empty directory: what curators changed since is never written over."""
    if not apps.get_model("projects", "Project").objects.exists():
        print("Loading the data that ships …", flush=True)
        call_command("load_shipped_data")


def load_texts_of_the_cluster():
    """Only where there is no page yet; `manage.py load_cluster` brings a later release's texts."""
    if not apps.get_model("cluster", "Page").objects.exists():
        print("Loading the pages that ship …", flush=True)
        call_command("load_cluster", verbosity=0)


def begin_lists_of_curators():
    """Once: from then on the lists are theirs."""
    call_command("load_blocked_domains", stdout=StringIO())
    call_command("load_replies", stdout=StringIO())


def make_index():
    """Once, in a directory that has its entries from a release without the index of terms."""
    documents, number = apps.get_model("search", "SearchDocument"), apps.get_model("search", "IndexNumber")
    if documents.objects.exists() and not number.objects.exists():
        print("Making the index of terms …", flush=True)
        call_command("reindex", stdout=StringIO())


def refresh_statistics():
    """Let SQLite look at its indexes, to know which one finds fewest rows; PostgreSQL does so by itself.

    Without it, counting the facets of a narrow list takes four times as long among 100,000 projects, for which this
    takes a second.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def collect_static_files():
    """Collect anew when a static file of ours or a library has changed; two at once would delete each other's files."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    state = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    # While debugging they are collected without the manifest that a deployment needs.
    state.update(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for path in sorted((ROOT / "static").rglob("*")):
        state.update(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}\n".encode())
    if stamp.exists() and stamp.read_text() == state.hexdigest():
        return
    print("Collecting static files …", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state.hexdigest())


def main():
    migrate()
    load_shipped_data()
    load_texts_of_the_cluster()
    begin_lists_of_curators()
    make_index()
    refresh_statistics()
    with one_at_a_time("static"):
        collect_static_files()
    call_command("create_first_curator")


if __name__ == "__main__":
    main()
