from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from projects.catalogue.texts import load_texts, read_texts

SHIPPED = sorted((Path(__file__).resolve().parents[3] / "fixtures" / "texts").glob("*.csv"))


class Command(BaseCommand):
    help = "Loads texts of projects in further languages from CSV files, one a language (docs/catalogue-format.md)."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, default=SHIPPED, help="those that ship unless named")

    def handle(self, *, files, **options):
        read = [read_texts(path) for path in files]
        problems = [problem for _language, _rows, found in read for problem in found]
        for problem in problems:
            self.stderr.write(str(problem))
        if problems:
            raise CommandError(f"Nothing was written, as the above was refused ({len(problems)}).")
        report = load_texts([(language, rows) for language, rows, _problems in read])
        for name, field, language in report.kept:
            self.stdout.write(f"“{name}”: {field} in {language} was written by a person, the row's was not used.")
        for name in dict.fromkeys(report.unknown):
            self.stdout.write(f"“{name}” is no project that is known here.")
        self.stdout.write(f"Texts in further languages: {report.stored} stored.")
