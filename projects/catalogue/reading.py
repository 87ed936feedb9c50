"""Reads the files of the catalogue and checks every cell, without touching the database."""

import csv
import io
from dataclasses import dataclass

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

    line: of the file, the first being 1, or 0 where it is the file itself; column: "" where it is the line itself.
    """

    file: str
    line: int
    column: str
    reason: str

    def __str__(self):
        line = f", line {self.line}" if self.line else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{line}{column}: {self.reason}"


def read_files(paths, columns, key=lambda row: row.key, name="name"):
    """Return (rows, problems) of several files; what stands twice is a problem of its second row.

    key: of a Row, by which it is known again; name: the column that says what it is about.
    """
    rows, problems = {}, []
    for path in paths:
        found, refused = read_file(path, columns)
        problems += refused
        for row in found:
            first = rows.setdefault(key(row), row)
            if first is not row:
                reason = f"“{row.values[name]}” is already in {first.file}, line {first.line}"
                problems.append(Problem(row.file, row.line, name, reason))
    return list(rows.values()), problems


def read_file(path, columns):
    """Return the sound Rows and the Problems of a file with these columns, name -> CatalogueColumn."""
    name = str(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        return [], [Problem(name, 0, "", f"cannot be read: {error.strerror}")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return [], [Problem(name, line, "", "is not UTF-8; save the file as “CSV UTF-8”")]
    return _Reader(name, text, columns).read()


def has_column(path, column):
    """Say whether the first line of a file has a column; no where it cannot be read, which reading it tells."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
        return column in [cell.strip() for cell in next(csv.reader([first]), [])]
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


class _Reader:
    def __init__(self, file, text, columns):
        self.file = file
        self.columns = columns
        self.records = csv.reader(io.StringIO(text, newline=""), strict=True)
        self.rows = []
        self.problems = []

    def refuse(self, line, column, reason):
        self.problems.append(Problem(self.file, line, column, reason))

    def read(self):
        header = None
        for line, cells in self._lines():
            if header is None:
                header = cells
                if not self._is_sound(header, line):
                    break
            elif any(cells):
                self._read_row(line, header, cells)
        if header is None and not self.problems:
            self.refuse(1, "", "is empty; its first line names the columns")
        return self.rows, self.problems

    def _lines(self):
        """Yield (number of its first line, stripped cells) of each record, up to one that is no CSV."""
        while True:
            line = self.records.line_num + 1
            try:
                cells = next(self.records)
            except StopIteration:
                return
            except csv.Error as error:
                self.refuse(line, "", f"is not CSV; nothing was read from here on: {error}")
                return
            yield line, [cell.strip() for cell in cells]

    def _is_sound(self, header, line):
        before = len(self.problems)
        for column, what in self.columns.items():
            number = header.count(column)
            if number > 1:
                self.refuse(line, column, "is there twice")
            elif not number and not what.may_be_missing:
                self.refuse(line, column, "is missing")
        for column in header:
            if column not in self.columns:
                self.refuse(line, column, "is not a column of it")
        return len(self.problems) == before

    def _read_row(self, line, header, cells):
        if len(cells) != len(header):
            self.refuse(line, "", f"has {len(cells)} cells, but there are {len(header)} columns")
            return
        before, values = len(self.problems), {}
        for name, cell in zip(header, cells, strict=True):
            column = self.columns[name]
            try:
                values[name] = self._read_cell(column, cell)
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
