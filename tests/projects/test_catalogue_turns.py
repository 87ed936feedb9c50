"""A load is written in many turns, between which others write: it sees what they did, and goes on where it ended."""

import pytest
from django.core.management import call_command

from entries.actions import save_tag
from operations import turns
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.actions import save_project
from projects.catalogue.loading import load_rows
from projects.catalogue.reading import Row
from projects.models import CatalogueRow, Project
from taxonomy.models import City
from tests.factories import make_organisation, make_project
from tests.projects.cataloguing import load

pytestmark = pytest.mark.django_db
NAMES = ["One Lab", "Two Lab", "Three Lab"]
OF_NOBODY = dict.fromkeys(["organisation", "organisation_type", "organisation_website"], "")


@pytest.fixture
def between(monkeypatch):
    """Return a list of functions that others call, the first after the first turn and so on; a turn is one step."""
    others = []
    monkeypatch.setattr(turns, "PORTION", 1e-9)
    monkeypatch.setattr(turns.time, "sleep", lambda _pause: others and others.pop(0)())
    return others


def test_a_project_that_somebody_adds_meanwhile_is_not_made_twice(write, between):
    between.append(lambda: make_project("Two Lab", country="DE"))
    printed, _ = load(write(*({"name": name} for name in NAMES)))
    assert "“Two Lab” was here before the catalogue" in printed
    assert sorted(Project.objects.values_list("name", flat=True)) == sorted(NAMES)


def test_an_organisation_that_somebody_adds_meanwhile_is_not_made_twice(write, between):
    between.append(lambda: make_organisation("Helping Hands"))
    load(
        write(
            {"name": "One Lab", "organisation": "", "organisation_type": "", "organisation_website": ""},
            {"name": "Two Lab", "organisation": "Helping hands"},
        )
    )
    assert Organisation.objects.get() in Project.objects.get(name="Two Lab").organisations.all()


def test_an_edit_of_meanwhile_stays(write, between):
    load(write(*({"name": name} for name in NAMES)))

    def edit():
        project = Project.objects.get(name="Two Lab")
        project.summary, project.description = "Edited meanwhile.", "At length."
        save_project(project)

    between.append(edit)
    printed, _ = load(write(*({"name": name, "summary": "Anew.", "launched": "2016"} for name in NAMES)))
    two = Project.objects.get(name="Two Lab")
    assert (two.summary, two.description, two.launched) == ("Edited meanwhile.", "At length.", 2016)
    assert "“Two Lab”: summary was edited here" in printed
    assert Project.objects.filter(summary="Anew.").count() == 2


def test_a_project_that_is_deleted_meanwhile_is_made_anew(write, between):
    load(write(*({"name": name} for name in NAMES)))
    between.append(lambda: Project.objects.get(name="Two Lab").delete())
    printed, _ = load(write(*({"name": name, "summary": "Anew."} for name in NAMES)))
    assert "created: 1, updated: 2" in printed
    assert CatalogueRow.objects.count() == 3


def test_a_city_that_somebody_adds_meanwhile_is_not_made_twice(write, between):
    between.append(lambda: save_tag(City(slug="uelzen", name_en="Uelzen", country="DE", other_names="Ülzen")))
    load(write({"name": "One Lab"}, {"name": "Two Lab", "city": "Ülzen"}))
    assert [city.slug for city in Project.objects.get(name="Two Lab").cities.all()] == ["uelzen"]


def test_an_organisation_that_gets_another_name_meanwhile_is_known(write, between):
    load(write({"name": "One Lab", "organisation": "Old Name"}))

    def rename():
        organisation = Organisation.objects.get()
        organisation.name = "New Name"
        save_organisation(organisation)

    between.append(rename)
    load(write(OF_NOBODY | {"name": "Two Lab"}, {"name": "Three Lab", "organisation": "Old Name"}))
    assert [one.name for one in Project.objects.get(name="Three Lab").organisations.all()] == ["New Name"]


@pytest.mark.django_db(transaction=True)
def test_a_load_that_breaks_off_keeps_whole_turns_and_goes_on_with_the_next(write, between):
    path = write(*({"name": name} for name in NAMES))

    def break_off():
        raise KeyboardInterrupt

    between.append(break_off)
    with pytest.raises(KeyboardInterrupt):
        load(path)
    assert [record.name_key for record in CatalogueRow.objects.all()] == ["one lab"]
    assert Project.objects.get().is_published
    assert "created: 2, updated: 0, left alone: 1" in load(path)[0]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_fails_takes_its_turn_back_and_no_other(write, between, monkeypatch):
    real = save_project

    def failing(project, **options):
        real(project, **options)
        if project.name == "Two Lab":
            raise OSError("The disk is full")

    monkeypatch.setattr("projects.catalogue.loading.save_project", failing)
    with pytest.raises(OSError, match="full"):
        load(write(*({"name": name} for name in NAMES)))
    assert [project.name for project in Project.objects.all()] == ["One Lab"]


def test_inside_of_another_turn_a_load_is_a_part_of_it(between, write, themes):
    def never():
        raise AssertionError("Others cannot write here.")

    between.append(never)
    values = {"name": "One Lab", "country": "DE", "themes": [], "city": "", "sources": []}
    values |= {"summary": "", "website": "", "status": "active", "launched": None, "ended": None}
    rows = [
        Row("rows.csv", line, values | {"name": name, "newcomer_led": "unknown", "languages": []})
        for line, name in enumerate(NAMES, 2)
    ]
    with turns.turn():
        assert load_rows(rows).created == NAMES


def test_a_try_leaves_nothing_and_lets_nobody_in(write, between):
    between.append(lambda: pytest.fail("Others cannot write here."))
    call_command("load_catalogue", str(write(*({"name": name} for name in NAMES))), dry_run=True, verbosity=0)
    assert not Project.objects.exists()
