"""Keep what stands in a directory of this release: python -m tests.snapshots.make VERSION."""

import os
import sys
import tempfile
from pathlib import Path


def main(version):
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "dsi_directory.settings",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
        }
        import django

        django.setup()
        from django.apps import apps
        from django.core.management import call_command

        from tests.roles_world import make_world
        from tests.snapshots.rows import FOLDER, read_snapshot

        call_command("migrate", verbosity=0)
        call_command("load_blocked_domains")
        call_command("load_replies")
        make_world()
        tables = {
            model._meta.db_table: [field.column for field in model._meta.local_concrete_fields if not field.generated]
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and not model._meta.proxy
        }
        path = Path(FOLDER) / f"{version}.json"
        path.write_text(read_snapshot("default", tables))
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
