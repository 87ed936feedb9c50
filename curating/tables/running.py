"""Brings in the tables that are too long for one turn: as a whole or not at all, while others go on writing.

Every row is checked out of turn. Then those that change something are written, few in a turn; each is compared once
more with what the preview saw. Where one is refused, what was written is undone. Each turn notes in itself how far it
came, so that a process that is killed leaves nothing half done, and any other goes on from there.
docs/decisions/tables.md says why.
"""

import logging
import time
from contextlib import contextmanager

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import OperationalError
from django.utils import timezone

from curating.models import ImportedRow, ImportState, TableImport
from curating.tables.files import Line, RowComplaint, Sheet, read_sheet
from curating.tables.formats import RowsOfTable
from curating.terms import IMPORTS_TOLD_FOR
from entries.actions import delete_versioned, rows_that_name
from entries.indexing import indexed_together
from entries.kinds import kind_named
from entries.models import PublicationState
from operations.running import stopping
from operations.scheduling import JobError
from operations.turns import PAUSE, PORTION, is_in_the_way, turn

logger = logging.getLogger(__name__)

FIRST_PORTION, LARGEST_PORTION = 10, 200
UNDONE_AT_ONCE = 20
MOST_COMPLAINTS = 500


class Superseded(Exception):
    """Another process goes on with this import, as this one was thought to be gone."""


def run_imports():
    """Go on with every import that has not ended, and forget those that ended long ago; returns what became of them."""
    TableImport.objects.ended_before(timezone.now() - IMPORTS_TOLD_FOR).delete()
    ended = []
    for key in TableImport.objects.open().order_by("pk").values_list("pk", flat=True):
        if not stopping.is_set():
            ended.append(run_import(key))
    return ", ".join(ended) or "None waits."


def run_import(key):
    """Bring in one table; returns what became of it. Raises JobError where others were in the way all the time."""
    run = TableRun(TableImport.objects.get(pk=key))
    try:
        run.go_on()
    except Superseded:
        return f"{run.record}: goes on elsewhere"
    except OperationalError as error:
        if is_in_the_way(error):
            raise JobError(f"Others were in the way of {run.record}; it goes on with the next run.") from error
        raise
    return f"{run.record}: {run.record.get_state_display()}"


class TableRun:
    """The steps of one import. record: a TableImport that has not ended."""

    def __init__(self, record):
        self.record = record
        self.model = kind_named(record.kind).model
        (resource_class,) = admin.site.get_model_admin(self.model).resource_classes
        self.new_resource = resource_class
        self.table = read_sheet(bytes(record.content), record.encoding)
        self.places = {line.number: place for place, line in enumerate(self.table.lines)}
        self.confirmed = {
            "seen": record.seen,
            "choices": {int(line): chosen for line, chosen in record.chosen.items()},
            "user": record.by,
        }

    def go_on(self):
        """Take all steps that are left, or those until `stopping` is set."""
        steps = {
            ImportState.WAITING: self._begin,
            ImportState.CHECKING: self._check,
            ImportState.WRITING: self._write,
            ImportState.UNDOING: self._undo,
        }
        while not self.record.has_ended and not stopping.is_set():
            steps[self.record.state]()

    def _begin(self):
        with self._step():
            self.record.move_to(ImportState.CHECKING)

    def _check(self):
        """Check all rows without writing any; whatever is wrong now ends it before anything is written."""
        result = self.new_resource().import_data(
            RowsOfTable(self.table), dry_run=True, watch=self._note_checked, **self.confirmed
        )
        with self._step("checked", "lines", "changing", "complaints"):
            self.record.checked = self.record.rows
            if result.complaints:
                self._complain(result.complaints)
                self.record.move_to(ImportState.REFUSED)
            else:
                self.record.lines = list(result.changing)
                self.record.changing = len(self.record.lines)
                self.record.move_to(ImportState.WRITING)

    def _note_checked(self, number):
        TableImport.objects.filter(pk=self.record.pk, state=ImportState.CHECKING).update(checked=number)

    def _write(self):
        resource, size = self.new_resource(), FIRST_PORTION
        while numbers := self.record.lines[self.record.written : self.record.written + size]:
            began = time.monotonic()
            if complaints := self._written(resource, numbers):
                with self._step("complaints"):
                    self._complain(complaints)
                    self.record.move_to(ImportState.UNDOING)
                return
            size = max(1, min(2 * size, LARGEST_PORTION, round(size * PORTION / (time.monotonic() - began))))
            if stopping.wait(PAUSE):
                return
        with self._step():
            self.record.move_to(ImportState.DONE)

    def _written(self, resource, numbers):
        """Write some rows, or none of them where one is refused; returns the complaints about them."""
        try:
            with self._step("written", "added"):
                table = Sheet(self.table.columns, [self.table.lines[self.places[number]] for number in numbers])
                result = resource.import_data(RowsOfTable(table), **self.confirmed)
                if not result.complaints:
                    self._keep(result.written)
                    self.record.written += len(numbers)
                    self.record.added += sum(row.before is None for row in result.written)
                return result.complaints
        except (OperationalError, Superseded):
            raise
        except Exception as error:
            # Whatever it was: half a table must not stay.
            logger.exception("The import %s is undone.", self.record)
            self.record.refresh_from_db(fields=["written", "added"])
            return [RowComplaint(numbers[0], f"{type(error).__name__}: {error}")]

    def _keep(self, rows):
        """Note what rows did, to undo it if need be, and to show it in the log of the admin."""
        ImportedRow.objects.bulk_create(
            ImportedRow(
                table_import=self.record,
                line=row.line,
                entry_id=row.entry.pk,
                before=row.before,
                revision=row.entry.revision,
            )
            for row in rows
        )
        for flag, entries in (
            (ADDITION, [row.entry for row in rows if row.before is None]),
            (CHANGE, [row.entry for row in rows if row.before is not None]),
        ):
            if entries and self.record.by:
                LogEntry.objects.log_actions(self.record.by.pk, entries, flag, change_message="Imported")

    def _undo(self):
        """Undo what was written, the last of it first, and tell what somebody has changed since."""
        while rows := list(self.record.imported_rows.order_by("-pk")[:UNDONE_AT_ONCE]):
            with self._step("stays"), indexed_together():
                self.record.stays += filter(None, map(self._undo_row, rows))
                ImportedRow.objects.filter(pk__in=[row.pk for row in rows]).delete()
            if stopping.wait(PAUSE):
                return
        with self._step():
            self.record.move_to(ImportState.REFUSED)

    def _undo_row(self, row):
        """Return "", or the name of an entry that stays as the import left it, or as somebody has changed it since."""
        entry = self.model._base_manager.filter(pk=row.entry_id).first()
        if entry is None:
            return ""
        undo = self._undo_new if row.before is None else self._undo_change
        return "" if entry.revision == row.revision and undo(entry, row) else entry.name

    def _undo_new(self, entry, row):
        """Delete a draft that nobody has published and nothing names; returns whether it could."""
        if entry.publication != PublicationState.DRAFT or rows_that_name(entry):
            return False
        delete_versioned(entry, by=self.record.by)
        return True

    def _undo_change(self, entry, row):
        """Let an entry say what it said before; returns whether it could."""
        table = Sheet(list(row.before), [Line(row.line, row.before)])
        result = self.new_resource().import_data(
            RowsOfTable(table), seen={entry.slug: row.revision}, user=self.record.by, reason="Import undone"
        )
        return not result.complaints

    def _complain(self, complaints):
        self.record.complaints = [list(told) for told in complaints[:MOST_COMPLAINTS]]

    @contextmanager
    def _step(self, *fields):
        """Do what stands inside in a turn, and note there how far the import is. Raises Superseded."""
        known = {"state": self.record.state, "written": self.record.written}
        with turn():
            if TableImport.objects.select_for_update().filter(pk=self.record.pk).values(*known).first() != known:
                raise Superseded
            yield
            if self.record.has_ended:
                self.record.imported_rows.all().delete()
                fields += ("ended_at", "content", "seen", "chosen", "lines")
            self.record.save(update_fields=["state", *fields])
