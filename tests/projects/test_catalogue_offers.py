"""Loading what projects offer: what a file adds, and whose word it leaves alone."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.actions import save_project
from projects.catalogue.offers import COLUMNS, read_offers, together
from projects.catalogue.reading import read_file
from projects.management.commands.load_offers import SHIPPED
from projects.models import Project
from tests.factories import make_city, make_curator, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a table of lines and returns its path."""

    def write(*lines, file="offers.csv"):
        path = tmp_path / file
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


def load(*paths):
    out = StringIO()
    call_command("load_offers", *map(str, paths), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_files_with_some_of_the_columns_are_taken_together(write):
    make_project("Lingo", cities=["berlin"])
    make_city("munich", name="Munich")
    offers = write("name,country,audience,cost,delivery", "Lingo,DE,young people,mixed,")
    reach = write("name,country,delivery,reach,places,basis", "Lingo,DE,both,city,Munich;Bavaria,so", file="b.csv")

    assert "new facts of their offer: 1" in load(offers, reach)

    project = Project.objects.get()
    assert (project.audience, project.cost, project.delivery) == ("young people", "some", "both")
    assert (project.reach, project.reach_places, project.reach_basis) == ("city", ["DE-BY"], "so")
    assert project.city_keys == ["berlin", "munich"]


def test_a_load_of_what_is_there_changes_nothing(write):
    make_project("Lingo", cities=["berlin"])
    path = write(
        "name,country,reach,places,phone,channels", "Lingo,DE,countries,PL;UA,+49 30 901820,https://t.me/lingo"
    )
    load(path)
    before = Project.history.count()

    assert "new facts of their offer: 0, left alone: 1" in load(path)
    assert Project.history.count() == before


def test_what_a_person_wrote_stays_and_is_reported(write):
    project = make_project("Lingo")
    load(write("name,country,cost,audience", "Lingo,DE,free,young people"))
    project.refresh_from_db()
    project.cost = "fee"
    save_project(project, by=make_curator())

    said = load(write("name,country,cost,audience", "Lingo,DE,some,everybody"))

    project.refresh_from_db()
    assert (project.cost, project.audience) == ("fee", "everybody")
    assert "“Lingo”: cost was edited here" in said


def test_an_empty_cell_says_nothing(write):
    make_project("Lingo", cost="free", reach="city")

    load(write("name,country,cost,reach,places", "Lingo,DE,,,"))

    assert (Project.objects.get().cost, Project.objects.get().reach) == ("free", "city")


@pytest.mark.parametrize(
    ("columns", "cells", "column"),
    [
        ("cost", "cheap", "cost"),
        ("delivery", "post", "delivery"),
        ("reach", "everywhere", "reach"),
        ("reach,places", "countries,", "places"),
        ("reach,places", "countries,Bavaria", "places"),
        ("reach,places", "country,Atlantis", "places"),
        ("reach,places", ",DE", "places"),
        ("phone", "030 901820", "phone"),
        ("phone", "none", "phone"),
        ("email", "nobody", "email"),
        ("channels", "https://example.org/", "channels"),
        ("audience", "a" * 301, "audience"),
    ],
)
def test_what_cannot_be_is_refused_by_its_cell_and_nothing_is_written(write, columns, cells, column):
    make_project("Lingo")
    path = write(f"name,country,description,{columns}", f"Lingo,DE,Teaches.,{cells}")

    with pytest.raises(CommandError):
        load(path)

    _rows, problems = read_offers(path)
    assert [(problem.line, problem.column) for problem in problems] == [(2, column)]
    assert not Project.objects.get().description


def test_a_column_that_is_not_one_of_them_is_refused(write):
    _rows, problems = read_file(write("name,country,price", "Lingo,DE,1"), COLUMNS)

    assert [problem.column for problem in problems] == ["price"]


def test_what_ships_is_sound():
    read = [read_offers(path) for path in SHIPPED]

    assert [problems for _rows, problems in read] == [[], []]
    rows = together(row for rows, _problems in read for row in rows)
    assert len(rows) == 280
    assert sum(bool(row.values.get("audience")) for row in rows) == 94
