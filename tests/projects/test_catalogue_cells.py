"""Which files and cells of the catalogue are refused, and what they are told."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curating.tables.values import Words
from organisations.models import Organisation
from projects.catalogue.columns import columns_for
from projects.catalogue.reading import read_file
from projects.models import Project
from tests.projects.cataloguing import load, refusals

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 1000}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"summary": "two\nlines"}, "summary"),
        ({"website": "lingo.example"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"country": "Narnia"}, "country"),
        ({"country": "ZZ"}, "country"),
        ({"themes": ""}, "themes"),
        ({"themes": "language;cooking"}, "themes"),
        ({"status": "running"}, "status"),
        ({"launched": "1989"}, "launched"),
        ({"launched": "2028"}, "launched"),
        ({"launched": "twenty"}, "launched"),
        ({"launched": "²⁰¹⁵"}, "launched"),
        ({"ended": "2014", "status": "discontinued"}, "ended"),
        ({"ended": "2016"}, "ended"),
        ({"languages": "de;zz"}, "languages"),
        ({"organisation_type": "club"}, "organisation_type"),
        ({"organisation_website": "ftp://x.example"}, "organisation_website"),
        ({"newcomer_led": "perhaps"}, "newcomer_led"),
    ],
)
def test_a_refused_cell_is_named_by_file_line_and_column_and_nothing_is_written(time_machine, write, cells, column):
    time_machine.move_to("2026-06-01")
    path = write({"name": "Sound"}, cells)
    lines = refusals(path)
    assert len(lines) == 1
    assert lines[0].startswith(f"{path}, line 3, column {column}: ")
    assert not Project.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("10\u00a0000 Stunden", "10 000 Stunden"),
        ("La\u202fRuche\u3000!", "La Ruche !"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Family 👩\u200d👩\u200d👧 \u200f!", "Family 👩\u200d👩\u200d👧 \u200f!"),
        ("A face that came with Unicode 15: \U0001fae8", "A face that came with Unicode 15: \U0001fae8"),
    ],
)
def test_what_people_write_in_any_script_is_taken(write, written, stored):
    load(write({"name": written, "organisation": written, "summary": written}))
    assert Project.objects.get().name == Project.objects.get().summary == Organisation.objects.get().name == stored


@pytest.mark.parametrize("column", ["name", "organisation", "city", "sources", "status"])
@pytest.mark.parametrize(
    ("character", "reason"),
    [
        ("\n", "has a line break (U+000A)"),
        ("\u2028", "has a line break (U+2028)"),
        ("\0", "has a control character (U+0000)"),
        ("\t", "has a control character (U+0009)"),
        ("\u202e", "has a character that turns the direction of writing around (U+202E)"),
        ("\u202a", "has a character that turns the direction of writing around (U+202A)"),
        ("\u2066", "has a character that turns the direction of writing around (U+2066)"),
        ("\uf8ff", "has a character that only some fonts have (U+F8FF)"),
    ],
)
def test_a_character_that_misleads_is_named(write, column, character, reason):
    path = write({column: f"Lingo{character}Lab"})
    assert refusals(path) == [f"{path}, line 2, column {column}: {reason}"]


def test_an_address_has_nothing_that_cannot_be_seen(write):
    path = write({"website": "https://x.example/\u200b"})
    assert refusals(path) == [f"{path}, line 2, column website: has a character that cannot be seen (U+200B)"]


def test_a_cell_in_which_nothing_can_be_seen_is_empty(write):
    path = write({"name": "\u200b \u200f", "city": "\u2060"})
    assert refusals(path) == [f"{path}, line 2, column name: is empty"]


@pytest.mark.parametrize(
    ("column", "longest"), [("name", 200), ("summary", 240), ("website", 500), ("city", 100), ("organisation", 200)]
)
def test_a_cell_may_be_as_long_as_what_it_is_written_to(write, column, longest):
    cell = "https://x.example/" if column == "website" else ""
    load(write({column: cell.ljust(longest, "x")}))
    assert Project.objects.count() == 1

    path = write({column: cell.ljust(longest + 1, "x")})
    assert refusals(path) == [
        f"{path}, line 2, column {column}: has {longest + 1} characters, at most {longest} are allowed"
    ]


def test_the_sources_of_a_row_may_be_as_long_as_those_of_an_entry(write):
    load(write({"sources": ";".join(["x" * 99] * 2 + [f"{number:099}" for number in range(99)])}))
    assert Project.objects.count() == 1
    path = write({"sources": ";".join(f"{number:0100}" for number in range(100))})
    (refusal,) = refusals(path)
    assert refusal.startswith(f"{path}, line 2, column sources: ")
    assert "10000" in refusal


def test_a_file_that_a_european_spreadsheet_saved_says_the_same(write):
    path = write({})
    load(path)
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    rows[0] |= {"country": "Deutschland", "launched": "2015,0", "newcomer_led": "WAHR", "languages": "Deutsch; arabe"}
    text = io.StringIO()
    writer = csv.DictWriter(text, [*rows[0]][::-1], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-16"))

    assert "created: 0, updated: 0, left alone: 1" in load(path)[0]
    path.write_bytes(text.getvalue().encode("cp1252"))
    assert "is not UTF-8" in refusals(path)[0]
    assert "created: 0, updated: 0, left alone: 1" in load(path, western=True)[0]


def test_every_refusal_of_every_file_is_reported(write):
    first = write({"status": "?", "country": "?"}, file="first.csv")
    err = io.StringIO()
    with pytest.raises(CommandError, match="refused \\(3\\)"):
        call_command("load_catalogue", str(first), str(write({"launched": "?"}, file="second.csv")), stderr=err)
    assert err.getvalue().count("\n") == 3


def test_a_row_that_stands_twice_is_refused(write):
    assert "is already in" in refusals(write({}, {"name": "LINGO lab"}))[0]


def test_a_file_that_is_missing_or_no_csv_is_refused(tmp_path):
    assert refusals(tmp_path / "missing.csv") == [f"{tmp_path}/missing.csv: cannot be read: No such file or directory"]
    assert refusals(tmp_path) == [f"{tmp_path}: cannot be read: Is a directory"]
    path = tmp_path / "odd.csv"
    for content, reason in [(b"", "is empty"), (b"\xff\xff", "is not UTF-8"), (b'name\n"open', "is not CSV")]:
        path.write_bytes(content)
        assert any(reason in line for line in refusals(path))


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_whatever_its_bytes_breaks_the_reader(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    rows, problems = read_file(path, columns_for(Words(lambda: [("language", "Language")])))
    assert rows == []
    assert problems
