from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from entries.indexing import indexed_together
from operations.turns import turn
from projects.catalogue.vocabulary import load_city_names, load_themes

FIXTURES = Path(settings.BASE_DIR, "fixtures")
BEHIND = (FIXTURES / "organisations.csv", FIXTURES / "partnerships.csv")


class Command(BaseCommand):
    help = (
        "Loads what ships in fixtures/: themes, names of cities, catalogue, evidence, offers, texts. "
        "What is there already stays."
    )

    def handle(self, **options):
        # One turn, so that a load that breaks off leaves nothing: the next start loads into an empty directory alone.
        with turn(), indexed_together():
            self._load()

    def _load(self):
        themes = load_themes(FIXTURES / "themes.toml")
        cities = load_city_names(FIXTURES / "city-names.csv")
        self.stdout.write(f"Themes created: {len(themes)}.")
        for city, country in cities.unplaced:
            self.stdout.write(f"City “{city}” ({country}) is not in the gazetteer; it has no position.")
        out = {"stdout": self.stdout, "stderr": self.stderr}
        call_command("load_catalogue", *sorted(FIXTURES.glob("projects-*.csv")), *BEHIND, **out)
        call_command("load_evidence", **out)
        call_command("load_offers", **out)
        call_command("load_texts", **out)
