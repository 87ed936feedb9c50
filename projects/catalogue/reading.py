"""Reads the files of the catalogue and checks every cell, without touching the database."""

from dataclasses import dataclass

from curating.tables.files import WESTERN, UnreadableTable, read_sheet
from projects.catalogue.characters import cleaned
from projects.catalogue.columns import contradictions
from projects.models import CatalogueRow
from search.names import spelling_key

LONGEST_KEY = CatalogueRow._meta.get_field("name_key").max_length


@dataclass(frozen=True)
class Row:
    """A sound row: values is column -> value as projects.catalogue.columns reads them."""

    file: str
    line: int
    values: dict

    @property
    def key(self):
        """By this a project is known again: its name in any spelling, and its country."""
        return row_key(self.values["name"], self.values["country"])


def row_key(name, country):
    # Folding makes two letters of an ß: the key of a name may be longer than the name.
    return spelling_key(name)[:LONGEST_KEY], country


@dataclass(frozen=True)
class Problem:
    """Why something was refused.

    line: as a spreadsheet shows it, the first being 1, or 0 where it is the file itself; column: "" where it is the
    line itself.
    """

    file: str
    line: int
    column: str
    reason: str

    def __str__(self):
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.reason}"


def read_files(paths, columns, key=lambda row: row.key, name="name", encoding=""):
    """Return (rows, problems) of several files; what stands twice is a problem of its second row.

    key: of a Row, by which it is known again; name: the column that says what it is about; encoding: as of read_file().
    """
    rows, problems = {}, []
    for path in paths:
        found, refused = read_file(path, columns, encoding)
        problems += refused
        for row in found:
            first = rows.setdefault(key(row), row)
            if first is not row:
                reason = f"“{row.values[name]}” is already in {first.file}, line {first.line}"
                problems.append(Problem(row.file, row.line, name, reason))
    return list(rows.values()), problems


def read_file(path, columns, encoding=""):
    """Return the sound Rows and the Problems of a file with these columns, name -> CatalogueColumn.

    encoding: as of curating.tables.files.read_sheet(), which reads it as it reads the tables of the curators.
    """
    name = str(path)
    try:
        table = read_sheet(path.read_bytes(), encoding)
    except OSError as error:
        return [], [Problem(name, 0, "", f"cannot be read: {error.strerror}")]
    except UnreadableTable as error:
        return [], [Problem(name, error.line, "", str(error))]
    return _Reader(name, table, columns).read()


def has_column(path, column):
    """Say whether a file has a column; no where it cannot be read, which reading it tells."""
    try:
        return column in read_sheet(path.read_bytes(), WESTERN).columns
    except (OSError, UnreadableTable):
        return False


class _Reader:
    def __init__(self, file, table, columns):
        self.file = file
        self.table = table
        self.columns = columns
        self.rows = []
        self.problems = []

    def refuse(self, line, column, reason):
        self.problems.append(Problem(self.file, line, column, reason))

    def read(self):
        self._check_header()
        if not self.problems:
            for complaint in self.table.complaints:
                self.refuse(complaint.line, complaint.column, complaint.reason)
            for line in self.table.lines:
                self._read_row(line.number, line.cells)
        self.problems.sort(key=lambda problem: problem.line)
        return self.rows, self.problems

    def _check_header(self):
        for column, what in self.columns.items():
            if column not in self.table.columns and not what.may_be_missing:
                self.refuse(1, column, "is missing")
        for column in self.table.columns:
            if column not in self.columns:
                self.refuse(1, column, "is not a column of it")

    def _read_row(self, line, cells):
        before, values = len(self.problems), {}
        for name, cell in cells.items():
            try:
                values[name] = self._read_cell(self.columns[name], cell.strip())
            except ValueError as error:
                self.refuse(line, name, str(error))
        for name, reason in contradictions(values):
            self.refuse(line, name, reason)
        if len(self.problems) == before:
            self.rows.append(Row(self.file, line, values))

    def _read_cell(self, column, cell):
        if cell := cleaned(cell):
            return column.read(cell)
        if column.is_required:
            raise ValueError("is empty")
        return column.empty
