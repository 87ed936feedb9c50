from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from tqdm import tqdm

from curating.tables.files import WESTERN
from curating.tables.values import Words
from operations.turns import turn
from projects.catalogue.columns import ORGANISATION_COLUMNS, PARTNERSHIP_COLUMNS, columns_for
from projects.catalogue.loading import load_rows
from projects.catalogue.partnerships import organisation_key, pair_key, unnamed
from projects.catalogue.reading import has_column, read_files
from taxonomy.models import Theme


class Command(BaseCommand):
    help = (
        "Loads projects, organisations, and who is behind which, from CSV or XLSX files "
        "(see docs/catalogue-format.md). What a file holds is told by its columns."
    )

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
        parser.add_argument("--windows-1252", action="store_true", dest="western", help="of files not in Unicode")
        parser.set_defaults(strict=True)

    def handle(self, *, files, strict, dry_run, western, **options):
        rows, organisations, partnerships, problems = self._read(files, WESTERN if western else "")
        for problem in problems:
            self.stderr.write(str(problem))
        if problems and strict:
            raise CommandError(f"Nothing was written, as the above was refused ({len(problems)}).")
        # disable=None: a bar on a terminal only. Not through self.stderr, which ends each write with a new line.
        bar = partial(tqdm, desc="Loading", unit=" rows", disable=None, leave=False)
        with self._undone() if dry_run else nullcontext():
            report = load_rows(rows, organisations, partnerships, watch=bar)
        self._print(report, "would be " if dry_run else "")

    @staticmethod
    @contextmanager
    def _undone():
        """Undo what is written inside: all of it in one turn, so that others who write have to wait."""
        with turn():
            yield
            transaction.set_rollback(True)

    def _read(self, files, encoding):
        """Return the rows of projects, of organisations and of partnerships, and all Problems."""
        partnerships = [path for path in files if has_column(path, "role")]
        organisations = [path for path in files if has_column(path, "other_names")]
        others = [path for path in files if path not in [*partnerships, *organisations]]
        columns = columns_for(Words(lambda: Theme.objects.values_list("slug", "name")))
        rows, problems = read_files(others, columns, encoding=encoding)
        behind, refused = read_files(organisations, ORGANISATION_COLUMNS, organisation_key, "organisation", encoding)
        pairs, refused_too = read_files(partnerships, PARTNERSHIP_COLUMNS, pair_key, "organisation", encoding)
        return rows, behind, pairs, [*problems, *refused, *refused_too, *unnamed(pairs, behind)]

    def _print(self, report, would_be):
        for spelling, name in sorted(report.merged):
            self.stdout.write(f"Organisation “{spelling}” was taken for “{name}”.")
        for city, country in report.unplaced:
            self.stdout.write(f"City “{city}” ({country}) is not in the gazetteer; it has no position.")
        for project, column in report.kept:
            self.stdout.write(f"“{project}”: {column} was edited here, the row's new value was not used.")
        for project in report.already_there:
            self.stdout.write(f"“{project}” was here before the catalogue; it was left alone.")
        for project in report.unknown:
            self.stdout.write(f"“{project}” is no project that is known here; who is behind it was not written.")
        for name in report.let_go:
            self.stdout.write(f"Organisation “{name}” is behind no project any more; it was withdrawn.")
        for name in report.withdrawn:
            self.stdout.write(f"“{name}” is withdrawn; it was left alone, the row's new values were not used.")
        alone = len(report.left_alone) + len(report.already_there)
        self.stdout.write(
            f"Projects {would_be}created: {len(report.created)}, updated: {len(report.updated)}, left alone: {alone}. "
            f"Organisations {would_be}created: {len(report.organisations)}, updated: {len(report.corrected)}."
        )
