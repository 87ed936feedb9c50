"""Reads the files in which tables come: CSV as spreadsheets in Europe write it, XLSX, and JSON.

All of them become a Sheet of texts, so that a value means the same whichever file it came in. A Sheet knows of each
row the line in which a spreadsheet shows it: every complaint names that.
"""

import csv
import json
import re
import zipfile
from array import array
from codecs import getincrementaldecoder
from contextlib import suppress
from datetime import date, datetime, time
from io import BytesIO, TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import NamedTuple
from weakref import finalize
from xml.parsers import expat

from django.utils.translation import gettext as _

from accounts.when_used import when_used
from listing.exports import FORMULA_STARTS

openpyxl = when_used("openpyxl")
SEPARATORS = ",;\t"
# Excel's own word for which separator a file has; it shows no line for it.
SEPARATOR_LINE = re.compile(r"sep=(.)(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
LONGEST_SEPARATOR_LINE = len("sep=;\r\n")
UNICODE_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
WESTERN = "cp1252"
ZIP_MARK = b"PK\x03\x04"
# Bounds for what a small upload can unfold to.
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_BYTES = 32 * 2**20
MOST_BYTES_IN_ZIP = 100 * 2**20
# Elements of XML in a workbook; and those that one row, or one text, may have in it.
MOST_ELEMENTS = 6_000_000
MOST_ELEMENTS_TOGETHER = 100_000
KEPT_ONE_BY_ONE = {"row", "si"}
# Of a table more than so many bytes wait on the disk; and of a file so many are looked at at a time.
MOST_IN_MEMORY = 2**20
PIECE = 2**16
# Apostrophes in front belong to it: adding one and taking one away has to give the same text again.
AT_RISK = re.compile(f"'*[{re.escape(''.join(FORMULA_STARTS))}]")


class UnreadableTable(ValueError):
    """Why a file is no table at all, in words for whoever chose it. line: in which that showed, 0 for none."""

    def __init__(self, reason, line=0):
        super().__init__(reason)
        self.line = line


class TooLarge(UnreadableTable):
    def __init__(self):
        super().__init__(_("It unfolds to more than can be read here."))


class RowComplaint(NamedTuple):
    """What is wrong, for whoever corrects it in a spreadsheet. line: as it shows it, 0 for the file as a whole.

    column: "" for the row as a whole.
    """

    line: int
    reason: str
    column: str = ""


class Unusable(str):
    """A cell that shows a value which it does not hold, such as a formula; the text is the complaint about it."""


class Line(NamedTuple):
    """One row: the number that a spreadsheet shows beside it, and its cells by column."""

    number: int
    cells: dict


class KeptLines:
    """The Lines of a Sheet, in a file of their own that goes with it: of each only where it begins is in memory."""

    def __init__(self, columns):
        self.columns = columns
        self._starts, self._end = array("Q"), 0
        self._file = SpooledTemporaryFile(MOST_IN_MEMORY)  # noqa: SIM115 - it is closed with the object
        finalize(self, self._file.close)

    def append(self, line):
        kept = json.dumps([line.number, *(line.cells[column] for column in self.columns)]).encode()
        self._file.seek(self._end)
        self._file.write(kept)
        self._starts.append(self._end)
        self._end += len(kept)

    def __len__(self):
        return len(self._starts)

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        start, following = self._starts[place], range(len(self))[place] + 1
        self._file.seek(start)
        kept = self._file.read((self._starts[following] if following < len(self) else self._end) - start)
        number, *cells = json.loads(kept)
        return Line(number, dict(zip(self.columns, cells, strict=True)))

    def __iter__(self):
        return (self[place] for place in range(len(self)))


class Sheet:
    """What a file holds: the columns in their order, the sound rows as Lines, and the complaints about all others."""

    def __init__(self, columns, lines=(), complaints=()):
        self.columns, self.lines, self.complaints = columns, KeptLines(columns), list(complaints)
        for line in lines:
            self.lines.append(line)


def read_sheet(content, encoding=""):
    """Return the Sheet in the bytes of a file.

    encoding: of a CSV file that is not in Unicode; "" finds out which Unicode it is in. Blank rows, and columns with
    neither a name nor a value, are left out. Raises UnreadableTable.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableTable(_("It is larger than can be read here."))
    if content.startswith(ZIP_MARK):
        return _table_of(_rows_of_workbook(content))
    found = _encoding_of(content, encoding)
    if _first_character(_text_of(content, found)) in ("[", "{"):
        return _table_of_json(_text_of(content, found).read())
    return _table_of(_rows_of_csv(content, found))


def defused(text):
    """Return a text as a CSV file has it: an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if AT_RISK.match(text) else text


def _as_it_was(text):
    return text.removeprefix("'") if AT_RISK.match(text) else text


def _encoding_of(content, encoding):
    """Return the name of the encoding in which bytes are a text. Raises UnreadableTable."""
    found = next((name for mark, name in UNICODE_MARKS.items() if content.startswith(mark)), "")
    # A text in Latin letters without a mark: every second byte of UTF-16 is 0.
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        beginning = content[first:40:2]
        if not found and beginning.count(0) > len(beginning) // 2:
            found = name
    # What is sound UTF-8 is no text in another encoding, whatever was said of it.
    for name in [found] if found else filter(None, ["utf-8", encoding]):
        decoder = getincrementaldecoder(name)()
        try:
            for start in range(0, len(content), PIECE):
                decoder.decode(content[start : start + PIECE], start + PIECE >= len(content))
        except UnicodeDecodeError as error:
            # What it tells of ends where this piece does, and may begin in the one before.
            wrong = min(start + PIECE, len(content)) - len(error.object) + error.start
            line = content.count(b"\n", 0, wrong) + 1
        else:
            return name
    reason = _("It is not UTF-8. Save it as “CSV UTF-8” or XLSX, or say that it is in Windows-1252.")
    raise UnreadableTable(reason, line=line)


def _text_of(content, encoding):
    """Return bytes as a text that is decoded while it is read: all of it at once takes up to four times the bytes."""
    return TextIOWrapper(BytesIO(content), encoding, newline="")


def _first_character(text):
    """Return the first character that is no space, "" where there is none."""
    while piece := text.read(PIECE):
        if said := piece.lstrip():
            return said[0]
    return ""


def _rows_of_csv(content, encoding):
    text = _text_of(content, encoding)
    if said := SEPARATOR_LINE.match(text.read(LONGEST_SEPARATOR_LINE)):
        separator, begins_at = said[1], said.end()
    else:
        separator, begins_at = _separator_of(content, encoding), 0
    text = _text_of(content, encoding)
    text.read(begins_at)
    records = csv.reader(text, delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(records, 1):
            yield number, [_as_it_was(cell) for cell in cells]
    except csv.Error as error:
        reason = _("It is not CSV; nothing was read from here on: %s") % error
        raise UnreadableTable(reason, line=number + 1) from error


def _separator_of(content, encoding):
    """Return the separator that makes the most columns of the header, a comma where none makes more than others."""
    return max(SEPARATORS, key=lambda separator: len(_first_record(_text_of(content, encoding), separator)))


def _first_record(text, separator):
    try:
        return next((cells for cells in csv.reader(text, delimiter=separator) if cells), [])
    except csv.Error:
        return []


def _rows_of_workbook(content):
    """Yield (number, cells) of the first sheet; a formula is not worked out, and what it showed is not believed."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            _refuse_too_much(parts)
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What it says of its own size may be of a million empty rows.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), 1):
            yield number, [_text_in(cell) for cell in cells]
    except UnreadableTable:
        raise
    # openpyxl raises whatever its parts do on a file that is none.
    except Exception as error:
        raise UnreadableTable(_("It is no XLSX file that can be read.")) from error


def _refuse_too_much(parts):
    """Refuse a workbook that would not fit into memory: of each row all is kept until its end, of the rest all."""
    # No more than what a part says of its size is ever unfolded of it.
    if sum(part.file_size for part in parts.infolist()) > MOST_BYTES_IN_ZIP:
        raise TooLarge
    number = since = 0

    def count(name, _attributes):
        nonlocal number, since
        number, since = number + 1, 0 if name.rpartition(":")[2] in KEPT_ONE_BY_ONE else since + 1
        if number > MOST_ELEMENTS or since > MOST_ELEMENTS_TOGETHER:
            raise TooLarge

    for part in parts.infolist():
        since, parser = 0, expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler, parser.StartDoctypeDeclHandler = count, _refuse_definitions
        # A part may have any name, and may be a picture.
        with parts.open(part) as file, suppress(expat.ExpatError):
            parser.ParseFile(file)


def _refuse_definitions(*_what):
    """No spreadsheet writes any, and a few of them can unfold to any size."""
    raise TooLarge


def _text_in(cell):
    if cell.data_type == "f":
        return Unusable(_("It has a formula. Put in its place what it shows."))
    if cell.data_type == "e":
        return Unusable(_("It shows an error of the spreadsheet."))
    return cell_text(cell.value)


def cell_text(value):
    """Return the value of a cell as the text that a CSV file has for it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)


def _table_of(rows):
    table = header = None
    for number, cells in rows:
        if number > MOST_ROWS:
            raise UnreadableTable(_("It has more than %s rows.") % MOST_ROWS)
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:  # A spreadsheet may have empty lines above its table.
            header = _header_of(cells, number)
            table = Sheet([column for column in header if column])
        else:
            _add(table, header, number, cells)
    if table is None:
        raise UnreadableTable(_("It is empty; its first line names the columns."), line=1)
    return table


def _header_of(cells, number):
    # Some programs begin the name of a column with a capital.
    header = [cell.strip().lower() for cell in cells]
    while not header[-1]:
        header.pop()
    if len(header) > MOST_COLUMNS:
        raise UnreadableTable(_("It has more than %s columns.") % MOST_COLUMNS, line=number)
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        raise UnreadableTable(_("The column “%s” is there twice.") % twice[0], line=number)
    return header


def _add(table, header, number, cells):
    while len(cells) > len(header) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(header):
        reason = _("It has %(cells)s cells, but there are %(columns)s columns.")
        table.complaints.append(RowComplaint(number, reason % {"cells": len(cells), "columns": len(header)}))
        return
    named = list(zip(header, cells, strict=True))
    wrong = [RowComplaint(number, str(cell), name) for name, cell in named if isinstance(cell, Unusable)]
    wrong += [
        RowComplaint(number, _("“%s” stands in a column without a name.") % cell.strip()[:60])
        for name, cell in named
        if cell.strip() and not name
    ]
    if wrong:
        table.complaints += wrong
    else:
        # Spreadsheets end the lines within a cell as they please, the site with \n.
        row = {name: cell.replace("\r\n", "\n").replace("\r", "\n") for name, cell in named if name}
        table.lines.append(Line(number, row))


def _table_of_json(text):
    """Each object is a row, and named by which of the list it is; what it says is no text yet."""
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise UnreadableTable(_("It is no JSON that can be read: %s") % error) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableTable(_("It is no list of rows."))
    table = Sheet([name.strip() for name in rows[0]] if rows else [])
    for number, row in enumerate(rows, 1):
        cells = {name.strip(): value for name, value in row.items()}
        if cells.keys() == set(table.columns):
            table.lines.append(Line(number, {name: _cell_of_json(value) for name, value in cells.items()}))
        else:
            table.complaints.append(RowComplaint(number, _("It has other columns than the first.")))
    return table


def _cell_of_json(value):
    return ";".join(map(cell_text, value)) if isinstance(value, list) else cell_text(value)
