from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from cluster.loading import load_pages, load_publications
from operations.turns import writing

FOLDER = Path(settings.BASE_DIR, "fixtures", "cluster")


class Command(BaseCommand):
    help = "Loads the texts of the cluster that ship in fixtures/cluster/. What a curator has changed stays as it is."

    @writing
    def handle(self, **options):
        for label, load in {"Pages": load_pages, "Publications": load_publications}.items():
            self.stdout.write(f"{label} written: {', '.join(load(FOLDER)) or 'none'}.")
