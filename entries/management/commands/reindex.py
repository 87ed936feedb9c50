from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from operations.deriving import compare_derived, declared_derived
from operations.scheduling import JobError


class Command(BaseCommand):
    help = "Derives key columns, the index of the search and all else anew from what is stored, while the site runs."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing, and say what differs")

    def handle(self, *, check, **options):
        if check:
            try:
                self.stdout.write(compare_derived())
            except JobError as error:
                raise CommandError(str(error)) from error
            return
        derived = declared_derived()
        # disable=None: a bar on a terminal only.
        steps = list(dict.fromkeys(each.anew for each in derived))
        for anew in tqdm(steps, desc="Deriving anew", unit=" steps", disable=None, leave=False):
            anew()
        self.stdout.write(f"Derived anew: {', '.join(each.name for each in derived)}.")
