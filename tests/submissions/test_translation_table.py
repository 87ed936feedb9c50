"""The table of texts for those who translate elsewhere: what it has, what it brings back, and what is refused."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from entries.actions import save_entry, store_texts, withdraw
from entries.models import EntryText, TextOrigin
from submissions.models import Translator
from submissions.translation_table import COLUMNS
from tests.curators import client_of
from tests.factories import make_project, make_visitor

pytestmark = pytest.mark.django_db
OUT, BACK = "/mine/translate/uk/table.csv", "/mine/translate/uk/table/"


@pytest.fixture
def project():
    return make_project("Lingo", summary="Teaches a language.", audience="Everybody", description="One.\n\nTwo.")


@pytest.fixture
def person():
    person = make_visitor()
    Translator.objects.create(user=person, language="uk", is_trusted=True)
    return person


@pytest.fixture
def translator(person):
    return client_of(person)


def table(client, state="missing"):
    """Return the rows of the table, field -> row, of entries that are told apart by their fields."""
    text = client.get(OUT, {"state": state}).content.decode("utf-8-sig")
    return {row["field"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def as_file(rows, columns=COLUMNS, **options):
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, extrasaction="ignore", **options)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def bring(client, content, **more):
    return client.post(BACK, {"table": SimpleUploadedFile("uk.csv", content, "text/csv"), **more})


def complaints(answer):
    assert answer.status_code == 200
    return [(each.line, each.reason) for each in answer.context["complaints"]]


def test_the_table_has_each_text_with_its_source_and_its_state(project, translator):
    store_texts(project, {"summary": "Вчить мови."}, language="uk", origin=TextOrigin.MACHINE)
    answer = translator.get(OUT, {"state": "missing"})
    rows = table(translator)

    assert answer.content.startswith("\ufeff".encode())
    assert answer["Content-Disposition"] == 'attachment; filename="translate-uk.csv"'
    assert list(rows) == ["summary", "description", "audience"]
    assert [rows["summary"][name] for name in COLUMNS[:-1]] == [
        *("project/lingo", "Lingo", "summary", "en", "Teaches a language.", "uk", "Вчить мови.", "machine"),
    ]
    assert (rows["description"]["source"], rows["description"]["state"]) == ("One.\n\nTwo.", "missing")
    assert OUT in translator.get("/mine/translate/").content.decode()


def test_what_comes_back_is_stored_and_what_was_left_alone_stays(project, person, translator):
    store_texts(project, {"audience": "Усі люди."}, language="uk", origin=TextOrigin.MACHINE)
    rows = table(translator)
    rows["summary"]["translation"] = "Вчить мови."
    rows["description"]["translation"] = "Один.\r\n\r\nДва."
    answer = bring(translator, as_file(rows.values()))

    assert answer.status_code == 302
    texts = {text.field: text for text in EntryText.objects.all()}
    assert {field: (text.text, text.origin) for field, text in texts.items()} == {
        "summary": ("Вчить мови.", "person"),
        "description": ("Один.\n\nДва.", "person"),
        "audience": ("Усі люди.", "machine"),
    }
    assert texts["summary"].by == person
    assert "2 texts are saved" in translator.get(answer.url).content.decode()
    assert "Вчить мови." in translator.get("/uk/projects/lingo/").content.decode()


def test_a_text_of_a_machine_that_somebody_has_read_says_so(project, translator):
    store_texts(project, {"audience": "Усі люди."}, language="uk", origin=TextOrigin.MACHINE)
    rows = table(translator, "machine")
    rows["audience"]["state"] = "person"

    assert bring(translator, as_file(rows.values())).status_code == 302
    assert EntryText.objects.get().origin == "person"


def test_the_same_table_twice_changes_nothing_more(project, translator):
    rows = table(translator)
    rows["summary"]["translation"] = "Вчить мови."
    content = as_file(rows.values())
    bring(translator, content)
    answer = translator.get(bring(translator, content).url)

    assert "Nothing in the table is new" in answer.content.decode()


def test_what_changed_meanwhile_is_refused_as_a_whole_with_every_row(project, translator):
    other = make_project("Other", summary="Helps.")
    text = translator.get(OUT, {"state": "missing"}).content.decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["field"] == "summary"]
    for row in rows:
        row["translation"] = "Вчить мови."
    project.description = "Three."
    save_entry(project)
    withdraw(other, by=None)
    answer = bring(translator, as_file(rows))

    numbers = {row["entry"]: number for number, row in enumerate(rows, start=2)}
    assert dict(complaints(answer)) == {
        numbers["project/lingo"]: "The entry or its translation has changed since the table was made. "
        "Get a new table for it.",
        numbers["project/other"]: "The directory has no entry of this name.",
    }
    assert "Nothing was saved" in answer.content.decode()
    assert not EntryText.objects.exists()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"translation": "а" * 481}, "at most 480"),
        ({"translation": "два\nрядки"}, "on one line"),
        ({"translation": "\u202eабв"}, "cannot be stored"),
        ({"translation": "The school teaches the language to all who are in the city."}, "reads like English"),
        ({"field": "name"}, "no such text"),
        ({"field": "how_to_start"}, "no such text"),
        ({"entry": "project/nothing"}, "No entry"),
        ({"entry": "nothing"}, "No entry"),
        ({"language": "ar"}, "another language"),
        ({"seen": "0"}, "has changed since"),
    ],
)
def test_each_row_that_cannot_be_is_named_and_nothing_is_stored(project, translator, change, expected):
    rows = table(translator)
    rows["audience"]["translation"] = "Усі люди."
    answer = bring(translator, as_file([rows["audience"], rows["summary"] | {"translation": "Вчить."} | change]))

    [(number, text)] = complaints(answer)
    assert number == 3
    assert expected.lower() in text.lower()
    assert not EntryText.objects.exists()


def test_a_text_that_looks_wrong_is_taken_where_it_is_said_to_be_right(project, translator):
    rows = table(translator)
    rows["summary"]["translation"] = "The school teaches the language to all who are in the city."

    assert bring(translator, as_file(rows.values()), language_is_right="on").status_code == 302
    assert EntryText.objects.get().text.startswith("The school")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xff\xfe\x00", "It is not UTF-8"),
        (b"a\0b", "It is not UTF-8"),
        (b"entry,field\nproject/lingo,summary\n", "A column is missing: name."),
        (b'entry,"' + b"x" * 200_000, "It is not CSV"),
    ],
)
def test_what_is_no_such_table_is_said_so(project, translator, content, expected):
    assert expected in complaints(bring(translator, content))[0][1]


def test_nothing_chosen_is_said_beside_the_field(translator):
    assert translator.post(BACK, {}).context["form"].errors.keys() == {"table"}


def test_a_spreadsheet_may_write_semicolons_and_keep_formulas_apart(project, translator):
    rows = table(translator)
    rows["summary"]["translation"] = "'=Вчить"
    assert bring(translator, as_file(rows.values(), delimiter=";")).status_code == 302
    assert EntryText.objects.get().text == "=Вчить"
    assert table(translator)["summary"]["translation"] == "'=Вчить"


def test_a_workbook_is_taken_as_well(project, translator):
    rows = table(translator)
    rows["summary"]["translation"] = "Вчить."
    book = Workbook()
    for cells in (COLUMNS, *([row[name] for name in COLUMNS] for row in rows.values())):
        book.active.append(cells)
    file = io.BytesIO()
    book.save(file)

    assert bring(translator, file.getvalue()).status_code == 302
    assert EntryText.objects.get().text == "Вчить."


def test_the_same_text_twice_is_refused(project, translator):
    row = table(translator)["summary"] | {"translation": "Вчить."}

    assert complaints(bring(translator, as_file([row, row]))) == [(3, "The same text is in two rows.")]


def test_only_those_who_were_asked_get_or_bring_a_table(client, project, translator):
    for address in (OUT, BACK):
        assert client.get(address).status_code == 302
        assert client_of(make_visitor()).get(address).status_code == 403
        assert translator.get(address.replace("/uk/", "/ar/")).status_code == 403
    assert client_of(make_visitor()).post(BACK, {}).status_code == 403


def test_the_table_of_a_long_list_takes_few_queries(project, translator, django_assert_max_num_queries):
    for number in range(20):
        make_project(f"Project {number}")
    with django_assert_max_num_queries(14):
        translator.get(OUT, {"state": "missing"})
