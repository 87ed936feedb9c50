"""The command `load_catalogue`: what it takes, what it refuses, and what it leaves alone."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tqdm import tqdm

from entries.actions import publish, withdraw
from entries.models import Publication
from organisations.actions import merge_organisations
from organisations.models import Organisation
from projects.actions import save_project
from projects.catalogue.reading import read_file
from projects.models import CatalogueRow, Project
from taxonomy.models import City
from tests.factories import make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db

SOUND = {
    "name": "Lingo Lab",
    "summary": "Teaches German in small groups.",
    "website": "https://lingo.example/",
    "city": "Köln",
    "country": "DE",
    "themes": "language;mentoring",
    "status": "active",
    "launched": "2015",
    "ended": "",
    "organisation": "Lingo e.V.",
    "organisation_type": "nonprofit",
    "organisation_website": "https://lingo.example/",
    "newcomer_led": "yes",
    "languages": "de;ar",
    "sources": "https://press.example/1; https://press.example/2",
}


@pytest.fixture(autouse=True)
def themes():
    return [make_theme("language"), make_theme("mentoring")]


@pytest.fixture
def write(tmp_path):
    """Return a function that writes rows, each given by what is not as in SOUND, and returns the file's path."""

    def write(*rows, file="rows.csv"):
        path = tmp_path / file
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, SOUND)
            writer.writeheader()
            writer.writerows(SOUND | row for row in rows)
        return path

    return write


def load(*paths, **options):
    """Return (what was printed, what was complained about)."""
    out, err = io.StringIO(), io.StringIO()
    call_command("load_catalogue", *map(str, paths), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refusals(path):
    """Return the complaints of a load that is refused as a whole."""
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_catalogue", str(path), stdout=io.StringIO(), stderr=err)
    return err.getvalue().splitlines()


def test_a_row_becomes_a_published_project_with_its_organisation(write):
    printed, _ = load(write({}))
    project = Project.objects.get()
    assert (project.publication, project.slug, project.launched) == (Publication.PUBLISHED, "lingo-lab", 2015)
    assert project.theme_keys == ["language", "mentoring"]
    assert project.languages == ["ar", "de"]
    assert project.source_list == ["https://press.example/1", "https://press.example/2"]
    assert [city.name for city in project.cities.all()] == ["Köln"]
    organisation = Organisation.objects.get()
    assert list(project.organisations.all()) == [organisation]
    assert (organisation.name, organisation.kind) == ("Lingo e.V.", "nonprofit")
    assert "Projects created: 1, updated: 0, left alone: 0. Organisations created: 1." in printed


def test_a_second_load_changes_nothing(write):
    path = write({}, {"name": "Job Lab", "organisation": "", "organisation_website": ""})
    load(path)
    before = list(Project.objects.order_by("pk").values_list("pk", "revision"))
    printed, _ = load(path)
    assert "created: 0, updated: 0, left alone: 2" in printed
    assert list(Project.objects.order_by("pk").values_list("pk", "revision")) == before


def test_a_project_is_known_again_by_name_and_country(write):
    load(write({"name": "Café Zürich"}))
    load(write({"name": "cafe zuerich", "summary": "Anew."}, {"name": "Café Zürich", "country": "AT", "city": ""}))
    assert sorted(Project.objects.values_list("country", "summary")) == [("AT", SOUND["summary"]), ("DE", "Anew.")]


def test_what_the_file_says_anew_is_written(write):
    load(write({}))
    printed, _ = load(write({"status": "discontinued", "ended": "2020", "themes": "language", "city": "Berlin"}))
    project = Project.objects.get()
    assert (project.status, project.ended, project.theme_keys) == ("discontinued", 2020, ["language"])
    assert [city.slug for city in project.cities.all()] == ["berlin"]
    assert "updated: 1" in printed


def test_what_a_curator_wrote_is_kept_and_said(write):
    load(write({}))
    project = Project.objects.get()
    project.summary = "Written by a curator."
    save_project(project)
    printed, _ = load(write({"summary": "From the file.", "launched": "2016"}))
    project.refresh_from_db()
    assert (project.summary, project.launched) == ("Written by a curator.", 2016)
    assert "summary was edited here" in printed


def test_a_project_that_was_here_before_is_left_alone(write):
    make_project("Lingo Lab", summary="Older than the catalogue.")
    printed, _ = load(write({}))
    assert Project.objects.get().summary == "Older than the catalogue."
    assert "“Lingo Lab” was here before the catalogue" in printed


def test_a_withdrawn_project_is_left_alone_and_reported_until_it_is_back(write):
    load(write({}))
    project = withdraw(Project.objects.get(), by=None)
    path = write({"summary": "From the file."})
    for _time in range(2):
        printed, _ = load(path)
        project.refresh_from_db()
        assert project.summary == SOUND["summary"]
        assert "“Lingo Lab” is withdrawn; it was left alone" in printed
        assert "updated: 0, left alone: 1" in printed

    publish(project)
    load(path)
    project.refresh_from_db()
    assert project.summary == "From the file."


def test_a_withdrawn_project_whose_row_says_nothing_new_is_not_reported(write):
    path = write({})
    load(path)
    withdraw(Project.objects.get(), by=None)
    assert "withdrawn" not in load(path)[0]


def test_of_two_projects_of_one_name_a_row_is_about_the_one_that_is_not_withdrawn(write):
    withdraw(make_project("Lingo Lab"), by=None)
    there = make_project("Lingo Lab")
    load(write({}))
    assert CatalogueRow.objects.get().project == there


def test_a_spelling_of_a_merged_organisation_stands_for_the_one_that_stays(write):
    load(write({}))
    keep = make_organisation("Language Laboratory")
    merge_organisations(keep=keep, duplicate=Organisation.objects.get(name="Lingo e.V."), by=None)
    printed, _ = load(write({"organisation": "Lingo gGmbH"}, {"name": "Job Lab", "organisation": "LINGO"}))
    assert [list(project.organisations.all()) for project in Project.objects.all()] == [[keep], [keep]]
    assert "Organisation “LINGO” was taken for “Language Laboratory”." in printed
    assert "edited here" not in printed


def test_spellings_of_an_organisation_are_one_and_reported(write):
    names = ["Lingo e.V.", "LINGO", "Língo – gGmbH", "Lingo gUG (haftungsbeschränkt)"]
    printed, _ = load(write(*({"name": f"Lab {n}", "organisation": name} for n, name in enumerate(names))))
    assert Organisation.objects.get().name == "Lingo e.V."
    assert Organisation.objects.get().projects.count() == 4
    assert "Organisation “LINGO” was taken for “Lingo e.V.”." in printed


def test_spellings_of_a_city_are_one(write):
    cities = ["Köln", "Cologne", "Koeln", "KOLN"]
    load(write(*({"name": f"Lab {n}", "city": city} for n, city in enumerate(cities))))
    city = City.objects.get()
    assert city.name == "Köln"
    assert (round(city.latitude), round(city.longitude)) == (51, 7)
    assert Project.objects.filter(cities=city).count() == 4


def test_an_unknown_city_is_kept_without_a_position_and_reported(write):
    printed, _ = load(write({"city": "Nowherehausen"}))
    assert City.objects.get().latitude is None
    assert "City “Nowherehausen” (DE) is not in the gazetteer; it has no position." in printed


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 1000}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"summary": "two\nlines"}, "summary"),
        ({"website": "lingo.example"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"country": "Germany"}, "country"),
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
def test_a_refused_cell_is_named_by_file_line_and_column_and_nothing_is_written(write, cells, column):
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


def test_a_long_name_of_letters_that_fold_to_two_is_known_again(write):
    path = write({"name": " ".join(["ß" * 20] * 9)})
    load(path)
    printed, _ = load(path)
    assert "created: 0, updated: 0, left alone: 1" in printed


def test_every_refusal_of_every_file_is_reported(write):
    first = write({"status": "?", "country": "?"}, file="first.csv")
    err = io.StringIO()
    with pytest.raises(CommandError, match="refused \\(3\\)"):
        call_command("load_catalogue", str(first), str(write({"launched": "?"}, file="second.csv")), stderr=err)
    assert err.getvalue().count("\n") == 3


def test_without_strict_the_sound_rows_are_loaded(write):
    _, complaints = load(write({"name": "Sound"}, {"status": "?"}), strict=False)
    assert [project.name for project in Project.objects.all()] == ["Sound"]
    assert "line 3, column status" in complaints


def test_a_dry_run_writes_nothing(write):
    printed, _ = load(write({}), dry_run=True)
    assert "Projects would be created: 1" in printed
    assert not Project.objects.exists()
    assert not CatalogueRow.objects.exists()


def test_the_bar_moves_with_each_row_that_is_written(write, monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stderr", terminal)
    seen = []

    def bar(rows, **options):
        for row in tqdm(rows, mininterval=0, **options):
            seen.append(Project.objects.count())
            yield row

    monkeypatch.setattr("projects.management.commands.load_catalogue.tqdm", bar)
    call_command("load_catalogue", str(write({}, {"name": "Job Lab"}, {"name": "Art Lab"})), stdout=io.StringIO())
    assert seen == [0, 1, 2]
    assert all(f"{done}/3" in terminal.getvalue() for done in range(4))
    assert "\n" not in terminal.getvalue()
    assert "\x1b[3" not in terminal.getvalue()


def test_off_a_terminal_there_is_no_bar(write, capsys):
    call_command("load_catalogue", str(write({})), stdout=io.StringIO())
    assert capsys.readouterr().err == ""


def test_a_row_that_stands_twice_is_refused(write):
    assert "stands already in" in refusals(write({}, {"name": "LINGO lab"}))[0]


def test_a_file_that_is_missing_or_no_csv_is_refused(tmp_path):
    assert "cannot be read" in refusals(tmp_path / "missing.csv")[0]
    path = tmp_path / "odd.csv"
    for content, reason in [(b"", "is empty"), (b"\xff\xfe", "is not UTF-8"), (b'name\n"open', "is missing")]:
        path.write_bytes(content)
        assert any(reason in line for line in refusals(path))


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_whatever_its_bytes_breaks_the_reader(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    rows, problems = read_file(path, {"language"})
    assert rows == []
    assert problems


def test_what_ships_is_loaded_whole_and_only_once():
    out = io.StringIO()
    call_command("load_shipped_data", stdout=out)
    assert (Project.objects.published().count(), Organisation.objects.published().count()) == (280, 265)
    assert Organisation.objects.get(name="Zentrum ÜBERLEBEN").projects.count() == 3
    assert not Project.objects.exclude(country="DE").filter(where_keys__any=["berlin"]).exists()
    call_command("load_shipped_data", stdout=out)
    assert Project.objects.count() == 280
