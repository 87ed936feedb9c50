"""The formats that the form of an import offers, in the words of the library behind it."""

import tablib
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import Format

from curating.tables.files import WESTERN, read_sheet


class RowsOfTable(tablib.Dataset):
    """The sound rows of a Sheet, as `table`, and no copy of them. It is true where there is anything to tell of it."""

    def __init__(self, table):
        super().__init__(headers=table.columns)
        self.table = table

    def __bool__(self):
        return bool(self.table.lines or self.table.complaints)

    def __len__(self):
        return len(self.table.lines)

    def __iter__(self):
        return ([line.cells[column] for column in self.table.columns] for line in self.table.lines)


class RecognisedFormat(Format):
    """Whatever read_sheet() recognises by itself."""

    title = _("Recognise it: XLSX, CSV in Unicode, JSON")
    otherwise = ""

    def __init__(self, encoding=None):
        """encoding: what the library takes a text for; ignored, as the file says it."""

    def get_title(self):
        return self.title

    def can_import(self):
        return True

    def create_dataset(self, in_stream):
        """Raises UnreadableTable."""
        return RowsOfTable(read_sheet(in_stream, self.otherwise))


class WesternFormat(RecognisedFormat):
    """CSV as older programs save it. Nothing in such a file says so: whoever chose it has to."""

    title = _("CSV in Windows-1252 (Western European)")
    otherwise = WESTERN


FORMATS = [RecognisedFormat, WesternFormat]
