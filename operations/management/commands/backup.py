from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from operations.moving.backups import back_up
from operations.moving.databases import MoveError


def positive(text):
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError("a number from 1 on")
    return int(text)


class Command(BaseCommand):
    help = "Write database and uploads into one file, while the site runs, and read it back. See also: restore."

    def add_arguments(self, parser):
        parser.add_argument("--to", metavar="FOLDER", required=True, help="where the file goes")
        parser.add_argument("--keep", metavar="N", type=positive, help="delete all but the newest N backups there")

    def handle(self, *, to, keep, **options):
        try:
            path = back_up(to, keep)
        except (MoveError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{path}: {path.stat().st_size} bytes, read back.")
