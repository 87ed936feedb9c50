"""Imports of tables that are too long for one turn, and how far each is."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.fields import LineField


class ImportStepError(Exception):
    """A step that the map of allowed next ones does not have."""


class ImportState(models.TextChoices):
    WAITING = "waiting", "begins shortly"
    CHECKING = "checking", "every row is checked once more"
    WRITING = "writing", "the rows that change something are written"
    UNDOING = "undoing", "what was written is undone, as a row was refused"
    DONE = "done", "done"
    REFUSED = "refused", "nothing was imported"


NEXT_IMPORT_STATES = {
    ImportState.WAITING: {ImportState.CHECKING},
    ImportState.CHECKING: {ImportState.WRITING, ImportState.DONE, ImportState.REFUSED},
    ImportState.WRITING: {ImportState.UNDOING, ImportState.DONE},
    ImportState.UNDOING: {ImportState.REFUSED},
    ImportState.DONE: set(),
    ImportState.REFUSED: set(),
}
ENDED = [ImportState.DONE, ImportState.REFUSED]


class TableImportQuerySet(models.QuerySet):
    def open(self):
        return self.exclude(state__in=ENDED)

    def without_file(self):
        """Those to tell of: the file, and what goes with it, are large."""
        return self.defer("content", "seen", "chosen", "lines")

    def ended_before(self, moment):
        return self.filter(state__in=ENDED, ended_at__lt=moment)


class TableImport(models.Model):
    """A file that somebody has confirmed after its preview; the file itself is dropped when the import has ended."""

    kind = models.CharField("kind of entry", max_length=20)
    # By this a second click on the same preview is known.
    preview = models.CharField(max_length=200, unique=True, editable=False)
    file_name = LineField("file", max_length=200)
    encoding = models.CharField(max_length=20, blank=True, editable=False)
    content = models.BinaryField(editable=False)
    # What the preview saw, slug -> revision, and what was chosen for rows that may be entries already, line -> choice.
    seen = models.JSONField(default=dict, editable=False)
    chosen = models.JSONField(default=dict, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="by")
    state = models.CharField("state", max_length=10, choices=ImportState, default=ImportState.WAITING)
    rows = models.PositiveIntegerField("rows")
    checked = models.PositiveIntegerField("rows checked", default=0)
    # The lines that change something, in their order; and of how many it is known what became of them.
    lines = models.JSONField(default=list, editable=False)
    changing = models.PositiveIntegerField("rows that change something", default=0)
    written = models.PositiveIntegerField("rows written", default=0)
    added = models.PositiveIntegerField("new entries", default=0)
    # Of a refused one: [line, reason, column] each; and the names of entries that could not be as they were again.
    complaints = models.JSONField(default=list, editable=False)
    stays = models.JSONField(default=list, editable=False)
    confirmed_at = models.DateTimeField("confirmed", auto_now_add=True)
    ended_at = models.DateTimeField("ended", null=True, editable=False)

    objects = TableImportQuerySet.as_manager()

    class Meta:
        verbose_name = "import of a table"
        verbose_name_plural = "imports of tables"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ENDED, ended_at__isnull=False)
                | ~models.Q(state__in=ENDED) & models.Q(ended_at__isnull=True),
                name="table_import_ended_at_an_end",
            )
        ]

    def __str__(self):
        return self.file_name

    @property
    def has_ended(self):
        return self.state in ENDED

    @property
    def updated(self):
        """How many entries that were there it has changed."""
        return self.written - self.added

    @property
    def unchanged(self):
        """How many rows said what is there already, or were left out."""
        return self.rows - self.changing

    def move_to(self, state):
        """Set the next state without saving. Raises ImportStepError where NEXT_IMPORT_STATES has no such step."""
        if state not in NEXT_IMPORT_STATES[self.state]:
            raise ImportStepError(f"An import cannot go from {self.state} to {state}.")
        self.state = state
        if self.has_ended:
            self.ended_at, self.content = timezone.now(), b""
            self.seen, self.chosen, self.lines = {}, {}, []


class ImportedRow(models.Model):
    """What one row of an import that is under way did to an entry, so that it can be undone."""

    table_import = models.ForeignKey(TableImport, models.CASCADE, related_name="imported_rows")
    line = models.PositiveIntegerField()
    entry_id = models.PositiveBigIntegerField()
    # The cells as a file said them before, null of a new entry; and the revision that the row left.
    before = models.JSONField(null=True)
    revision = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.table_import}, line {self.line}"
