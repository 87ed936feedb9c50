import json

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from submissions.actions import erase, stored_under


class Command(BaseCommand):
    help = (
        "Print everything that is stored about an e-mail address, as JSON, or erase it. What is published stays, "
        "without the name."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["export", "erase"])
        parser.add_argument("address", help="with or without an account")

    def handle(self, *, what, address, **options):
        found = stored_under(address)
        if not found:
            raise CommandError(f"Nothing is stored about {address}.")
        if what == "export":
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        try:
            erase(address)
        except PermissionDenied as error:
            raise CommandError(str(error)) from error
        kinds = ", ".join(f"{len(rows)} {kind}" for kind, rows in found.items() if rows and kind != "account")
        self.stdout.write(f"Erased: {kinds or 'an account'}.")
