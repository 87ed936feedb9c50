"""The files that tables come and go in."""

import csv
import json
import re
from io import StringIO
from itertools import islice

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats.base_formats import CSV, JSON

from listing.exports import FORMULA_STARTS

# Apostrophes in front belong to it: adding one and taking one away has to give the same text again.
AT_RISK = re.compile(f"'*[{re.escape(''.join(FORMULA_STARTS))}]")

# No more uneven lines than this are named: one separator too many in the header makes all of them uneven.
MOST_TOLD = 20


class DefusedCSV(CSV):
    """Puts an apostrophe before what a spreadsheet would take for a formula, and takes just that away again."""

    def export_data(self, dataset, **kwargs):
        return super().export_data(_with_cells(dataset, _defused), **kwargs)

    def create_dataset(self, in_stream, **kwargs):
        """Raises ValidationError on rows with more or fewer cells than the header."""
        text = _text_of(in_stream, self.encoding)
        _refuse(_uneven_lines(text))
        return _with_cells(super().create_dataset(text, **kwargs), _as_it_was)


class NamedJSON(JSON):
    """Reads each cell by its name, in whichever order a row has them."""

    def create_dataset(self, in_stream, **kwargs):
        """Raises ValidationError on rows with other names than the first, ValueError on what is no list of rows."""
        rows = json.loads(_text_of(in_stream, self.encoding))
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ValueError("No list of rows.")
        columns = list(rows[0]) if rows else []
        _refuse(
            _("Row %s has other columns than row 1.") % number
            for number, row in enumerate(rows, 1)
            if row.keys() != rows[0].keys()
        )
        return tablib.Dataset(*([row[name] for name in columns] for row in rows), headers=columns)


def _refuse(complaints):
    """Raise ValidationError with the first of the complaints about a file, if there are any."""
    if first := list(islice(complaints, MOST_TOLD)):
        raise ValidationError(first)


def _uneven_lines(text):
    records = csv.reader(StringIO(text, newline=""))
    columns, line = len(next(records, [])), records.line_num + 1
    for cells in records:
        if cells and len(cells) != columns:
            yield _("Line %(line)s has %(cells)s cells, but there are %(columns)s columns.") % {
                "line": line,
                "cells": len(cells),
                "columns": columns,
            }
        line = records.line_num + 1


def _text_of(stream, encoding):
    return stream.decode(encoding) if isinstance(stream, bytes) else stream


def _with_cells(dataset, change):
    return tablib.Dataset(*([change(cell) for cell in row] for row in dataset), headers=dataset.headers)


def _defused(cell):
    return f"'{cell}" if isinstance(cell, str) and AT_RISK.match(cell) else cell


def _as_it_was(cell):
    return cell.removeprefix("'") if AT_RISK.match(cell) else cell


FORMATS = [DefusedCSV, NamedJSON]
