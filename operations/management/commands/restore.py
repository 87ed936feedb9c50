from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from operations.moving.backups import restore
from operations.moving.databases import MoveError


class Command(BaseCommand):
    help = (
        "Bring a file that `backup` wrote back into the empty database and the empty MEDIA_ROOT of the settings. "
        "On any failure nothing is left of it."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="only read the file and look whether it can be done")

    def handle(self, *, file, dry_run, **options):
        try:
            manifest = restore(file, is_dry_run=dry_run)
        except (MoveError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest["tables"].values())
        what = "can be restored" if dry_run else "were restored and compared"
        self.stdout.write(f"{rows} rows and {len(manifest['media'])} files of {manifest['made_at']} {what}.")
