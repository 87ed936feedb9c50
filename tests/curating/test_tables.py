"""Files as spreadsheets in Europe write them, and the values in their cells."""

import csv
import tracemalloc
import zipfile
from datetime import date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from curating.tables import files
from curating.tables.columns import words_of
from curating.tables.files import MOST_ROWS, WESTERN, UnreadableTable, read_sheet
from curating.tables.values import date_in, whole_number
from organisations.models import Organisation
from projects.models import Project
from tests.curating.test_imports import (
    PROJECTS,
    RECOGNISED,
    WESTERN_FORM,
    client,
    complaints,
    confirm,
    curator,
    preview,
)
from tests.factories import make_city, make_organisation, make_project, make_theme

__all__ = ["client", "curator"]


def cells_of(content, encoding=""):
    return [list(line.cells.values()) for line in read_sheet(content, encoding).lines]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_whatever_separates_cells_in_whatever_unicode(separator, encoding):
    text = separator.join(["slug", "name"]) + "\r\n" + separator.join(["koeln", '"Köln; \n, قرية"']) + "\r\n"

    assert cells_of(text.encode(encoding)) == [["koeln", "Köln; \n, قرية"]]


def test_windows_1252_is_read_where_it_is_said_and_is_not_taken_for_unicode():
    content = "slug;name\r\n;Düsseldorf – 5 €\r\n".encode(WESTERN)

    assert cells_of(content, WESTERN) == [["", "Düsseldorf – 5 €"]]
    with pytest.raises(UnreadableTable, match="It is not UTF-8"):
        read_sheet(content)
    assert cells_of("slug;name\r\n;Düsseldorf\r\n".encode(), WESTERN) == [["", "Düsseldorf"]]


def test_the_separator_that_excel_names_in_a_line_of_its_own_is_believed():
    table = read_sheet(b"sep=|\r\nslug|name\r\na|b;c;d;e\r\n")

    assert [(line.number, line.cells) for line in table.lines] == [(2, {"slug": "a", "name": "b;c;d;e"})]


def test_columns_come_in_any_order_and_case_with_spaces_and_without_names():
    table = read_sheet(b" Name , SLUG ,,\r\n\r\nA,a,,\r\n,,,\r\nB,b,,,,\r\n")

    assert table.columns == ["name", "slug"]
    assert [(line.number, line.cells) for line in table.lines] == [
        (3, {"name": "A", "slug": "a"}),
        (5, {"name": "B", "slug": "b"}),
    ]
    assert not table.complaints


def test_a_value_in_a_column_without_a_name_is_named_and_not_lost():
    (complaint,) = read_sheet(b"slug,,name\r\na,x,b\r\n").complaints

    assert complaint.line == 2
    assert "“x” stands in a column without a name" in complaint.reason


def test_lines_are_counted_as_a_spreadsheet_shows_them():
    table = read_sheet(b'slug,text\r\na,"one\r\ntwo\r\nthree"\r\nb,c\r\nd\r\n')

    assert [(line.number, line.cells["text"]) for line in table.lines] == [(2, "one\ntwo\nthree"), (3, "c")]
    assert [complaint.line for complaint in table.complaints] == [4]


def test_of_a_table_none_but_the_row_that_is_read_is_in_memory(monkeypatch):
    monkeypatch.setattr(files, "MOST_IN_MEMORY", 1000)
    content = b"slug,text\n" + b"".join(b"n%d,%s\n" % (number, b"x" * 1000) for number in range(3000))
    tracemalloc.start()
    table = read_sheet(content)
    taken, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert taken < 200_000
    assert len(table.lines) == 3000
    assert [line.number for line in table.lines[1:3]] == [3, 4]
    assert table.lines[-1].cells["slug"] == "n2999"
    assert table.lines[2:2] == table.lines[3000:] == []
    assert sum(len(line.cells["text"]) for line in table.lines) == 3_000_000


@pytest.mark.parametrize("length", [10, 100_000, 200_000])
def test_where_a_text_ceases_to_be_one_its_line_is_told(length):
    with pytest.raises(UnreadableTable) as refused:
        read_sheet(b"slug,name\na," + "ü".encode() * length + b"\nb,\xfc\n")

    assert refused.value.line == 3


def book(*rows):
    """Return an XLSX file with rows of values."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_cells_of_a_workbook_are_the_texts_that_a_csv_file_has():
    content = book(
        ["slug", None, "a", "b", "c", "d", "e"],
        [],
        ["x", None, 2015.0, True, datetime(2026, 11, 28), 1.5, "'=1"],
    )

    (line,) = read_sheet(content).lines

    assert line.number == 3
    assert list(line.cells.values()) == ["x", "2015", "true", "2026-11-28", "1.5", "'=1"]


def test_a_formula_is_neither_worked_out_nor_believed():
    (complaint,) = read_sheet(book(["slug", "name"], ["x", "=1+1"])).complaints

    assert complaint == (2, "It has a formula. Put in its place what it shows.", "name")


def test_a_sheet_that_goes_on_for_ever_is_refused():
    made = openpyxl.Workbook()
    made.active.append(["slug"])
    made.active.cell(row=MOST_ROWS + 5, column=1, value="x")
    file = BytesIO()
    made.save(file)

    with pytest.raises(UnreadableTable, match="more than 100000 rows"):
        read_sheet(file.getvalue())


def test_a_small_file_that_unfolds_to_a_large_one_is_refused():
    file = BytesIO(book(["slug"], ["x"]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/more.xml", b"\0" * (101 * 2**20))

    with pytest.raises(UnreadableTable, match="unfolds to more"):
        read_sheet(file.getvalue())


def with_sheet(xml, name="xl/worksheets/sheet1.xml"):
    """Return a workbook whose sheet is something else."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book(["slug"], ["x"]))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part, xml if part.filename == name else old.read(part))
    return file.getvalue()


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
)


@pytest.mark.parametrize(
    "xml",
    [
        SHEET % f"<row r='1'>{'<c/>' * 100_100}</row>",
        SHEET % f"<row r='1'><c t='inlineStr'>{'<is/>' * 100_100}</c></row>",
        SHEET % ("<other/>" * 100_100),
        "<!DOCTYPE a [<!ENTITY b 'c'>]>" + SHEET % "<row r='1'><c t='inlineStr'><is><t>&b;</t></is></c></row>",
    ],
)
def test_a_sheet_that_would_not_fit_into_memory_is_refused_before_it_is_read(xml):
    with pytest.raises(UnreadableTable, match="unfolds to more"):
        read_sheet(with_sheet(xml))


def test_a_workbook_with_very_many_parts_of_parts_is_refused(monkeypatch):
    monkeypatch.setattr("curating.tables.files.MOST_ELEMENTS", 1000)

    with pytest.raises(UnreadableTable, match="unfolds to more"):
        read_sheet(book(["slug"], *[["x"]] * 400))


def test_a_picture_in_a_workbook_does_no_harm():
    file = BytesIO(book(["slug"], ["x"]))
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("xl/media/image1.png", b"\x89PNG\r\n")

    assert cells_of(file.getvalue()) == [["x"]]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=200, deadline=None)
def test_no_file_whatever_its_bytes_breaks_the_reader(content):
    try:
        read_sheet(content)
    except UnreadableTable as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-11-28", date(2026, 11, 28)),
        ("2026-11-28 00:00:00", date(2026, 11, 28)),
        ("28.11.2026", date(2026, 11, 28)),
        ("8.3.2026", date(2026, 3, 8)),
        ("28.11.26", date(2026, 11, 28)),
        ("28.11.95", date(1995, 11, 28)),
    ],
)
def test_dates_are_read_as_iso_or_with_dots(text, found):
    assert date_in(text) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("04/03/2026", "“04/03/2026” can mean two dates: which is the month?"),
        ("31.02.2026", "“31.02.2026” is no date."),
        ("28.11.2026 14:30", "is no date"),
        ("soon", "is no date"),
    ],
)
def test_a_date_that_can_mean_two_is_refused_with_the_reason(text, reason):
    with pytest.raises(ValueError, match=r"is no date|two dates") as refused:
        date_in(text)
    assert reason in str(refused.value)


@pytest.mark.parametrize("text", ["2015", "2015.0", "2015,0", "2015.00"])
def test_whole_numbers_are_read_as_spreadsheets_write_them(text):
    assert whole_number(text) == 2015


@pytest.mark.parametrize("text", ["2015.5", "²⁰¹⁵", "long ago", "-1", "9" * 20, "1e3"])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(ValueError, match="is not allowed here"):
        whole_number(text)


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        ("newcomer_led", "WAHR", "yes"),
        ("newcomer_led", "FALSCH", "no"),
        ("newcomer_led", "Oui", "yes"),
        ("newcomer_led", "ні", "no"),
        ("newcomer_led", "نعم", "yes"),
        ("newcomer_led", "True", "yes"),
        ("step_free", "vrai", "yes"),
        ("country", "de", "DE"),
        ("country", "DEU", "DE"),
        ("country", "Deutschland", "DE"),
        ("country", "allemagne", "DE"),
        ("country", "ألمانيا", "DE"),
        ("country", "Osterreich", "AT"),
        ("country", "Oesterreich", "AT"),
        ("languages", "Ukrainisch", "uk"),
        ("languages", "arabe", "ar"),
        ("languages", "Dari", "prs"),
        ("reach_places", "Франція", "FR"),
        ("status", "ACTIVE", "active"),
    ],
)
def test_keys_are_read_by_their_names_in_any_language_and_spelling(field, text, key):
    assert words_of(Project._meta.get_field(field)).read(text) == key


@pytest.mark.parametrize(
    ("field", "text", "nearest"),
    [("status", "aktive", "active"), ("country", "Germani", "DE .Germany."), ("languages", "Arabisc", "ar")],
)
def test_a_refusal_names_the_nearest_values(field, text, nearest):
    with pytest.raises(ValueError, match=f"Not known: {text}. Nearest: .*{nearest}"):
        words_of(Project._meta.get_field(field)).read(text)


@pytest.mark.django_db
def test_tags_and_organisations_are_named_by_their_names(client):
    make_theme("housing", name="Housing", name_de="Wohnen")
    make_city("koeln", name="Cologne", name_de="Köln", other_names="Colonia")
    make_organisation("Helfer e.V.")
    make_organisation("Heirs: the second")
    content = (
        "slug;name;summary;themes;cities;organisations\n"
        ";Lab;Teaches.;WOHNEN;koln;HELFER e.v: funder; \n"
        ";Hub;Connects.;housing;COLONIA;Heirs: the second\n"
    ).replace("funder; ", "funder")

    confirm(client, preview(client, content))

    lab, hub = Project.objects.get(name="Lab"), Project.objects.get(name="Hub")
    assert [lab.theme_keys, lab.city_keys, hub.theme_keys, hub.city_keys] == [["housing"], ["koeln"]] * 2
    assert [(str(p.organisation), p.role) for p in lab.partnerships.all()] == [("Helfer e.V.", "funder")]
    assert [(str(p.organisation), p.role) for p in hub.partnerships.all()] == [("Heirs: the second", "lead")]


@pytest.mark.django_db
def test_a_name_of_several_is_refused_with_their_slugs_and_an_unknown_one_with_the_nearest(client):
    make_city("cambridge", name="Cambridge", country="GB")
    make_city("cambridge-us", name="Cambridge", country="US")
    content = "slug,name,summary,cities\n,Lab,Teaches.,Cambridge; Cambrige\n"

    (text,) = complaints(preview(client, content))

    assert "Several are called “Cambridge”: cambridge, cambridge-us." in text
    assert "Not known: Cambrige. Nearest: cambridge" in text


@pytest.mark.django_db
@pytest.mark.parametrize("character", ["\u200b", "\u200e", "\u200f", "\ufeff", "\u00ad"])
def test_a_name_has_nothing_that_cannot_be_seen(client, character):
    (text,) = complaints(preview(client, f"slug,name,summary\n,La{character}b,Teaches.\n"))

    assert text.startswith("2: name: It has a character that cannot be seen (U+")


def in_a_spreadsheet(content, encoding, separator):
    """Return our export as a German spreadsheet saves it: its dates, numbers, separator and ends of lines."""
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    years = [rows[0].index(column) for column in ("launched", "ended", "revision")]
    dates = [rows[0].index(column) for column in ("confirmed_on",)]
    led = rows[0].index("newcomer_led")
    for row in rows[1:]:
        for place in years:
            row[place] = row[place] and f"{row[place]}.0"
        for place in dates:
            row[place] = ".".join(reversed(row[place].split("-")))
        row[led] = {"yes": "WAHR", "no": "FALSCH"}.get(row[led], row[led])
    text = StringIO(newline="")
    rows[0] = [f" {column} " for column in rows[0]]
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def full_project():
    make_project(
        "Schöne „Schule“ – 5 €; mehr",
        summary="Hilft, anzukommen; und zu bleiben.",
        description="Erste Zeile\n\nZweite, „letzte“ Zeile",
        sources="https://press.example/1\n=1+1",
        themes=("language", "education"),
        cities=("berlin", "paris"),
        languages=["ar", "de"],
        organisations=[make_organisation("Helfer")],
        launched=2015,
        confirmed_on="2026-01-02",
        newcomer_led="yes",
    )
    make_project("Ended", status="discontinued", ended=2020, newcomer_led="no")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("encoding", "separator", "form"),
    [("utf-8-sig", ";", RECOGNISED), ("cp1252", ";", WESTERN_FORM), ("utf-16", "\t", RECOGNISED)],
)
def test_an_export_that_a_european_spreadsheet_saved_comes_back_without_a_change(client, encoding, separator, form):
    full_project()
    content = client.get(PROJECTS + "export/").getvalue()

    page = preview(client, in_a_spreadsheet(content, encoding, separator), form=form)

    assert not page.context["result"].complaints
    assert [(row.import_type, row.diff) for row in page.context["result"].rows if row.import_type != "skip"] == []
    assert len(page.context["result"].rows) == 2


@pytest.mark.django_db
def test_a_workbook_comes_back_without_a_change_and_runs_nothing(client):
    full_project()
    response = client.get(PROJECTS + "export/?as=xlsx")
    content = response.getvalue()

    sheet = openpyxl.load_workbook(BytesIO(content)).active
    rows = [{name.value: cell for name, cell in zip(sheet[1], row, strict=True)} for row in sheet]
    (cells,) = (row for row in rows if row["launched"].value == 2015)
    file = SimpleUploadedFile("table.xlsx", content)
    page = client.post(PROJECTS + "import/", {"import_file": file, "format": RECOGNISED})

    assert cells["confirmed_on"].value == datetime(2026, 1, 2)
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    assert response["Content-Disposition"] == 'attachment; filename="project.xlsx"'
    assert [row.import_type for row in page.context["result"].rows] == ["skip", "skip"]


@pytest.mark.django_db
def test_an_export_has_a_mark_and_is_filtered_in_both_ways(client):
    make_project("Here", cities=("berlin",))
    make_project("There", cities=("paris",))

    content = client.get(PROJECTS + "export/?city=berlin").getvalue()
    sheet = openpyxl.load_workbook(BytesIO(client.get(PROJECTS + "export/?city=berlin&as=xlsx").getvalue())).active

    assert content.startswith(b"\xef\xbb\xbfslug,")
    assert [row[0].value for row in sheet] == ["slug", "here"]
    assert b"?city=berlin&amp;as=xlsx" in client.get(PROJECTS + "?city=berlin").content
    assert not Organisation.objects.exists()
