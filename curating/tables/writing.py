"""Writes the table of a list as it is read: no more of it is in memory at once than some hundred rows."""

from itertools import chain
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse

from accounts.when_used import when_used
from curating.tables.files import defused
from listing.exports import csv_lines
from search.results import rows_by_key

openpyxl = when_used("openpyxl")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_rows(resource, queryset, **kwargs):
    """Return an iterator over the header and the rows of a queryset as a resource exports them, in its order.

    kwargs: for its widgets. Which rows these are is read at once: a list that asks for what cannot be is refused before
    anything of a file has left.
    """
    entries = rows_by_key(resource.filter_export(queryset), list(queryset.values_list("pk", flat=True)))
    rows = (resource.export_resource(entry, **kwargs) for entry in entries)
    return chain([resource.get_export_headers()], rows)


def csv_response(resource, queryset, name):
    """Return a response that streams a CSV file of a queryset."""
    rows = ([defused(str(cell)) if cell is not None else "" for cell in row] for row in table_rows(resource, queryset))
    response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def xlsx_response(resource, queryset, name):
    """Return a response with an XLSX file of a queryset; it waits on the disk for whoever loads it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for row in table_rows(resource, queryset, force_native_type=True):
        sheet.append([_cell(sheet, value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)


def _cell(sheet, value):
    """Return a cell; a text is one whatever it begins with, also after somebody has edited the cell."""
    if not isinstance(value, str):
        return openpyxl.cell.WriteOnlyCell(sheet, value)
    cell = openpyxl.cell.WriteOnlyCell(sheet, openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", value))
    cell.data_type = "s"
    cell.quotePrefix = defused(value) != value
    return cell


WAYS_OUT = {"csv": csv_response, "xlsx": xlsx_response}
