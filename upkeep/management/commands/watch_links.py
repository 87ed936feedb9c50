from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from operations.scheduling import JobError
from upkeep.actions import enlist_addresses
from upkeep.models import LinkCheck
from upkeep.terms import GONE_AFTER, LOOKED_EVERY
from upkeep.watching import watch


class Command(BaseCommand):
    help = (
        "Looks whether the websites that the directory leads to still answer: each about every "
        f"{LOOKED_EVERY.days} days, one that seems gone again after {GONE_AFTER.days} days. Needs WATCH_LINKS=true."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only list the addresses that are due; ask nobody")

    def handle(self, *, dry_run, **options):
        if dry_run:
            enlist_addresses()
            for address in LinkCheck.objects.due().values_list("address", flat=True):
                self.stdout.write(address)
            return
        if not settings.WATCH_LINKS:
            raise CommandError("WATCH_LINKS is off: the operator decides whether this site asks those of others.")
        try:
            self.stdout.write(watch())
        except JobError as error:
            raise CommandError(str(error)) from error
