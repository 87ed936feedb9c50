"""Loading the evidence: what it adds, and whose word it leaves alone."""

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.actions import save_project
from projects.catalogue.loading import load_rows
from projects.catalogue.reading import Row
from projects.models import Project, Status
from tests.factories import make_city, make_curator, make_project, make_theme
from upkeep.evidence import COLUMNS, load_evidence, read_evidence
from upkeep.models import SignOfLife

pytestmark = pytest.mark.django_db
EMPTY = {name: column.empty for name, column in COLUMNS.items()}
CATALOGUE = {
    "name": "Workeer",
    "summary": "A job board.",
    "website": "",
    "city": "Berlin",
    "country": "DE",
    "themes": ["language"],
    "status": "unknown",
    "launched": 2015,
    "ended": None,
    "organisation": "",
    "organisation_type": "",
    "organisation_website": "",
    "newcomer_led": "unknown",
    "languages": [],
    "sources": ["general knowledge"],
}


@pytest.fixture
def project():
    """A project as the catalogue brings it, which nobody has touched."""
    make_theme()
    make_city()
    load_rows([Row("catalogue.csv", 2, CATALOGUE)])
    return Project.objects.get()


def load(**values):
    return load_evidence([Row("evidence.csv", 2, EMPTY | {"name": "Workeer", "country": "DE"} | values)])


def test_a_row_adds_a_sign_of_life_and_the_facts_that_the_catalogue_lacks(project):
    report = load(
        last_seen="2025",
        status="active",
        website="https://workeer.de",
        languages=["ar", "de"],
        city="Hamburg",
        source="https://example.org/a\nhttps://example.org/b",
        note="Still at work.",
    )
    project.refresh_from_db()

    assert (report.signs, report.updated, report.kept) == (["Workeer"], ["Workeer"], [])
    assert (project.last_seen, project.status, project.website) == ("2025", Status.ACTIVE, "https://workeer.de")
    assert (project.languages, project.city_keys) == (["ar", "de"], ["hamburg"])
    assert [sign.sources for sign in SignOfLife.objects.of_entry(project)] == [
        ["https://example.org/a", "https://example.org/b"]
    ]
    assert project.edited_at is None


def test_the_same_row_changes_nothing(project):
    load(last_seen="2025", status="active", source="https://example.org/a")
    versions = project.history.count()
    report = load(last_seen="2025", status="active", source="https://example.org/a")

    assert (report.left_alone, project.history.count(), SignOfLife.objects.count()) == (["Workeer"], versions, 1)


def test_a_fact_never_overwrites_one_that_a_person_gave(project):
    project.website, project.launched = "https://person.example", None
    save_project(project, by=make_curator())
    report = load(website="https://workeer.de", launched=2014, status="active")
    project.refresh_from_db()

    # The year was taken out by a person: that it is not known is their word as well.
    assert (project.website, project.launched) == ("https://person.example", None)
    assert set(report.kept) == {("Workeer", "website"), ("Workeer", "launched")}
    assert project.status == Status.ACTIVE


def test_a_changed_row_replaces_what_the_last_one_said_and_not_what_a_person_made_of_it(project):
    load(website="https://workeer.de", status="active")
    project.refresh_from_db()
    project.status = Status.PAUSED
    save_project(project, by=make_curator())
    load(website="https://workeer.example", status="discontinued")
    project.refresh_from_db()

    assert (project.website, project.status) == ("https://workeer.example", Status.PAUSED)


def test_facts_that_contradict_a_persons_are_left_alone_together(project):
    project.launched = 2018
    save_project(project, by=make_curator())
    report = load(status="discontinued", ended=2016)
    project.refresh_from_db()

    assert (project.status, project.ended) == (Status.UNKNOWN, None)
    assert set(report.kept) == {("Workeer", "status"), ("Workeer", "ended")}


def test_a_successor_is_named_and_linked_where_the_directory_has_it(project, client):
    load(status="discontinued", successor="ZUM Deutsch Lernen")
    html = client.get(project.get_absolute_url()).content.decode()
    assert "It lives on in: <bdi>ZUM Deutsch Lernen</bdi>" in " ".join(html.split())

    listed = make_project("ZUM: Deutsch lernen")
    load(status="discontinued", successor="ZUM Deutsch Lernen", note="It is listed now.")
    project.refresh_from_db()
    assert (project.successor, project.successor_name) == (listed, "")


def test_the_catalogue_that_is_loaded_again_leaves_the_facts_alone(project):
    load(website="https://workeer.de", status="active")
    load_rows([Row("catalogue.csv", 2, CATALOGUE)])
    project.refresh_from_db()

    assert (project.website, project.status) == ("https://workeer.de", Status.ACTIVE)


def test_a_project_that_is_not_there_is_reported(project):
    assert load(name="Nowhere to be found", last_seen="2025", source="https://example.org/").unknown == [
        "Nowhere to be found"
    ]


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        ("last_seen", "2031", "in the future"),
        ("last_seen", "May 2025", "2026-05-12"),
        ("source", "workeer.de", "“workeer.de” is not a web address."),
        ("status", "dead", "Not known: dead. Nearest: "),
        ("ended", "soon", "“soon” is not allowed here."),
    ],
)
def test_what_cannot_be_is_refused_by_line_and_column(tmp_path, column, cell, says):
    path = tmp_path / "evidence.csv"
    with path.open("w", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS)
        rows.writeheader()
        rows.writerow({"name": "Workeer", "country": "DE", column: cell})
    rows, problems = read_evidence(path)

    assert rows == []
    assert [(problem.line, problem.column) for problem in problems] == [(2, column)]
    assert says in problems[0].reason
    with pytest.raises(CommandError):
        call_command("load_evidence", path, stderr=StringIO())


def test_a_date_without_the_page_that_shows_it_is_refused(tmp_path):
    path = tmp_path / "evidence.csv"
    path.write_text(f"{','.join(COLUMNS)}\nWorkeer,DE,2025{',' * (len(COLUMNS) - 3)}\n")

    assert [(problem.line, problem.column) for problem in read_evidence(path)[1]] == [(2, "source")]


def test_freshness_is_counted_for_lists(capsys):
    make_project(cities=["berlin"], last_seen="2016", last_seen_on="2016-12-31")
    make_project(cities=["hamburg"], status=Status.DISCONTINUED)
    call_command("count_freshness", "", "city=berlin")

    assert capsys.readouterr().out.splitlines() == [
        "all: 0 confirmed, 0 seen, 0 quiet, 1 silent, 1 ended; 2 in all",
        "city=berlin: 0 confirmed, 0 seen, 0 quiet, 1 silent, 0 ended; 1 in all",
    ]
