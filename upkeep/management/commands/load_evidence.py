from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from upkeep.evidence import load_evidence, read_evidence

SHIPPED = Path(__file__).resolve().parents[3] / "fixtures" / "evidence.csv"


class Command(BaseCommand):
    help = "Loads signs of life, and the facts beside them, from a CSV file (see docs/catalogue-format.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED, help="the one that ships unless named")

    def handle(self, *, file, **options):
        rows, problems = read_evidence(file)
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"Nothing was written, as the above was refused ({len(problems)}).")
        report = load_evidence(rows)
        for project, column in report.kept:
            self.stdout.write(f"“{project}”: {column} was edited here, the row's value was not used.")
        for name in report.unknown:
            self.stdout.write(f"“{name}” is no project that is known here.")
        self.stdout.write(
            f"Signs of life: {len(report.signs)}, projects with new facts: {len(report.updated)}, "
            f"left alone: {len(report.left_alone)}."
        )
