from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from projects.catalogue.offers import load_offers, read_offers, together

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
SHIPPED = [FIXTURES / "offers.csv", FIXTURES / "reach.csv"]


class Command(BaseCommand):
    help = "Loads what projects offer, where and at what cost, from CSV files (see docs/catalogue-format.md)."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, default=SHIPPED, help="those that ship unless named")

    def handle(self, *, files, **options):
        read = [read_offers(path) for path in files]
        problems = [problem for _rows, found in read for problem in found]
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"Nothing was written, as the above was refused ({len(problems)}).")
        report = load_offers(together(row for rows, _problems in read for row in rows))
        for project, column in report.kept:
            self.stdout.write(f"“{project}”: {column} was edited here, the row's value was not used.")
        for name in report.unknown:
            self.stdout.write(f"“{name}” is no project that is known here.")
        for city, country in report.unplaced:
            self.stdout.write(f"City “{city}” ({country}) is not in the gazetteer; it has no position.")
        self.stdout.write(
            f"Projects with new facts of their offer: {len(report.updated)}, left alone: {len(report.left_alone)}."
        )
