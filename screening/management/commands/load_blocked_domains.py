from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from screening.loading import load_blocked_domains

FILE = Path(settings.BASE_DIR, "fixtures", "screen", "blocked-domains.csv")


class Command(BaseCommand):
    help = "Begins the list of domains with those that ship. A list that was begun stays as it is."

    def handle(self, **options):
        self.stdout.write(f"Domains added: {load_blocked_domains(FILE)}.")
