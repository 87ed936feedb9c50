from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from projects.catalogue.loading import load_rows
from projects.catalogue.reading import read_files
from taxonomy.models import Theme


class Command(BaseCommand):
    help = "Loads projects and the organisations behind them from CSV files (see docs/catalogue-format.md)."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--no-strict",
            action="store_false",
            dest="strict",
            help="load the sound rows even where others are refused",
        )
        parser.add_argument("--strict", action="store_true", help="write nothing where a row is refused (the default)")
        parser.add_argument("--dry-run", action="store_true", help="say what a load would do, and write nothing")
        parser.set_defaults(strict=True)

    def handle(self, *, files, strict, dry_run, **options):
        rows, problems = read_files(files, set(Theme.objects.values_list("slug", flat=True)))
        for problem in problems:
            self.stderr.write(str(problem))
        if problems and strict:
            raise CommandError(f"Nothing was written, as the above was refused ({len(problems)}).")
        # disable=None: a bar on a terminal only. Not through self.stderr, which ends each write with a new line.
        bar = partial(tqdm, desc="Loading", unit=" rows", disable=None, leave=False)
        with transaction.atomic():
            report = load_rows(rows, watch=bar)
            transaction.set_rollback(dry_run)
        self._print(report, "would be " if dry_run else "")

    def _print(self, report, would_be):
        for spelling, name in sorted(report.merged):
            self.stdout.write(f"Organisation “{spelling}” was taken for “{name}”.")
        for city, country in report.unplaced:
            self.stdout.write(f"City “{city}” ({country}) is not in the gazetteer; it has no position.")
        for project, column in report.kept:
            self.stdout.write(f"“{project}”: {column} was edited here, the row's new value was not taken.")
        for project in report.already_there:
            self.stdout.write(f"“{project}” was here before the catalogue; it was left alone.")
        for name in report.withdrawn:
            self.stdout.write(f"“{name}” is withdrawn; it was left alone, the row's new values were not taken.")
        alone = len(report.left_alone) + len(report.already_there)
        self.stdout.write(
            f"Projects {would_be}created: {len(report.created)}, updated: {len(report.updated)}, left alone: {alone}. "
            f"Organisations {would_be}created: {len(report.organisations)}, updated: {len(report.corrected)}."
        )
