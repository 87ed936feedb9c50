from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from operations.moving.copying import copy_database
from operations.moving.databases import MoveError, settings_of
from operations.moving.media import all_files


class Command(BaseCommand):
    help = (
        "Copy every table from one database into another that is empty, SQLite or PostgreSQL, and compare what "
        "arrived. The site may run meanwhile, but what is written after the start is not copied."
    )
    # The databases are named; the one of the settings may be neither of them.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("source", metavar="FROM", help="address of a database, as in DATABASE_URL")
        parser.add_argument("target", metavar="TO", help="address of an empty database; it is migrated where need be")
        parser.add_argument("--media", metavar="FOLDER", help="also copy MEDIA_ROOT into this empty folder")

    def handle(self, *, source, target, media, **options):
        try:
            folders = (settings.MEDIA_ROOT, media) if media else None
            tallies = copy_database(settings_of(source), settings_of(target), folders)
        except (MoveError, OSError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        for name, tally in tallies.items():
            self.stdout.write(f"{name}: {tally.rows} rows, {tally.checksum[:12]}")
        if media:
            self.stdout.write(f"Files: {len(list(all_files(media)))}")
        self.stdout.write(f"{sum(tally.rows for tally in tallies.values())} rows arrived as they were.")
