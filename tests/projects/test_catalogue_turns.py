"""A load is written in many turns, between which others write: it sees what they did, and goes on where it ended."""

import pytest
from django.core.management import call_command

from entries.actions import save_tag
from entries.models import EntryText
from operations import turns
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.actions import save_project
from projects.catalogue.known import known_projects
from projects.catalogue.loading import load_rows
from projects.catalogue.offers import load_offers
from projects.catalogue.reading import Row
from projects.catalogue.texts import load_texts
from projects.models import CatalogueRow, Project
from taxonomy.models import City
from tests.factories import make_organisation, make_project
from tests.projects.cataloguing import load
from upkeep.evidence import COLUMNS, load_evidence

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


def test_a_city_that_somebody_adds_while_a_load_gets_ready_is_not_made_twice(write, monkeypatch):
    def known_meanwhile():
        save_tag(City(slug="uelzen", name_en="Uelzen", country="DE", other_names="Ülzen"))
        return known_projects()

    monkeypatch.setattr("projects.catalogue.loading.known_projects", known_meanwhile)
    load(write({"name": "One Lab", "city": "Ülzen"}))
    assert [city.slug for city in Project.objects.get(name="One Lab").cities.all()] == ["uelzen"]


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


def evidence(name, **said):
    return Row(
        "evidence.csv", 2, {column: each.empty for column, each in COLUMNS.items()} | KEY | {"name": name} | said
    )


def offer(name, **said):
    return Row("offers.csv", 2, KEY | {"name": name} | said)


KEY = {"country": "DE"}
FACTS = {
    "evidence": lambda: load_evidence([evidence(name, launched=2016) for name in NAMES]),
    "offers": lambda: load_offers([offer(name, audience="young people") for name in NAMES]),
    "texts": lambda: load_texts([("de", [offer(name, summary="Ein Satz.") for name in NAMES])]),
}


def has_fact(project):
    project.refresh_from_db()
    return project.launched == 2016 or bool(project.audience or EntryText.objects.by_entry(Project, [project.pk]))


@pytest.mark.parametrize("facts", FACTS)
def test_of_a_project_that_is_deleted_while_facts_are_loaded_nothing_is_written(facts, between):
    one, two, three = (make_project(name, country="DE") for name in NAMES)
    between.append(two.delete)
    FACTS[facts]()
    assert has_fact(one)
    assert has_fact(three)
    assert not Project.objects.filter(name="Two Lab").exists()


@pytest.mark.parametrize("facts", FACTS)
def test_an_edit_made_while_facts_are_loaded_stays(facts, between):
    _one, two, _three = (make_project(name, country="DE") for name in NAMES)

    def edit():
        project = Project.objects.get(pk=two.pk)
        project.description = "At length."
        save_project(project)

    between.append(edit)
    FACTS[facts]()
    assert has_fact(two)
    assert two.description == "At length."


@pytest.mark.parametrize("facts", FACTS)
@pytest.mark.django_db(transaction=True)
def test_facts_whose_load_breaks_off_stay_in_whole_turns_and_the_next_one_goes_on(facts, between):
    projects = [make_project(name, country="DE") for name in NAMES]

    def break_off():
        raise KeyboardInterrupt

    between.append(break_off)
    with pytest.raises(KeyboardInterrupt):
        FACTS[facts]()
    assert [bool(has_fact(project)) for project in projects] == [True, False, False]
    FACTS[facts]()
    assert all(has_fact(project) for project in projects)


def test_a_successor_that_somebody_adds_while_evidence_is_loaded_is_found(between):
    make_project("One Lab", country="DE")
    two = make_project("Two Lab", country="DE")
    between.append(lambda: make_project("Three Lab", country="AT"))
    load_evidence([evidence("One Lab"), evidence("Two Lab", status="discontinued", successor="Three Lab")])
    two.refresh_from_db()
    assert (two.successor, two.successor_name) == (Project.objects.get(name="Three Lab"), "")
