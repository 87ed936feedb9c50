"""What a load says of organisations that are there: it corrects them, unless a curator has edited them since."""

import pytest

from entries.actions import withdraw
from organisations.actions import merge_organisations, save_organisation
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import CatalogueRow, Project
from tests.factories import make_organisation
from tests.projects.cataloguing import load

pytestmark = pytest.mark.django_db

NOTHING = {"organisation_type": "", "organisation_website": ""}
ANEW = {"organisation_type": "company", "organisation_website": "https://anew.example/"}
OTHER = {"organisation_type": "academia", "organisation_website": "https://other.example/"}


def said_of(name="Lingo e.V."):
    organisation = Organisation.objects.get(name=name)
    return {"organisation_type": organisation.kind, "organisation_website": organisation.website}


def edit(organisation, **fields):
    for name, value in fields.items():
        setattr(organisation, name, value)
    return save_organisation(organisation)


@pytest.mark.parametrize(("before", "after"), [(NOTHING, ANEW), (OTHER, ANEW), (OTHER, NOTHING)])
def test_a_correction_is_written_once_and_leaves_the_project_alone(write, before, after):
    load(write(before))
    revision = Project.objects.get().revision
    printed, _ = load(write(after))
    assert said_of() == after
    assert "Projects created: 0, updated: 0, left alone: 1. Organisations created: 0, updated: 1." in printed
    assert Organisation.objects.get().history.count() == 2
    assert Project.objects.get().revision == revision

    printed, _ = load(write(after))
    assert "Organisations created: 0, updated: 0." in printed
    assert "edited here" not in printed


def test_a_curators_value_is_kept_and_said_and_the_other_one_written(write):
    load(write(OTHER))
    edit(Organisation.objects.get(), kind="grassroots")
    printed, _ = load(write(ANEW))
    assert said_of() == ANEW | {"organisation_type": "grassroots"}
    assert "“Lingo Lab”: organisation_type was edited here, the row's new value was not used." in printed
    assert "organisation_website was edited here" not in printed


def test_what_a_curator_has_emptied_stays_empty(write):
    load(write(OTHER, {"name": "Job Lab"} | NOTHING))
    edit(Organisation.objects.get(), kind="", website="")
    load(write(ANEW, {"name": "Job Lab"} | NOTHING))
    assert said_of() == NOTHING


def test_an_organisation_that_was_renamed_is_known_by_its_former_name(write):
    load(write({}))
    renamed = edit(Organisation.objects.get(), name="Language Laboratory")
    printed, _ = load(write({"name": "Job Lab", "organisation": "LINGO"}))
    assert list(Project.objects.get(name="Job Lab").organisations.all()) == [renamed]
    assert "Organisation “LINGO” was taken for “Language Laboratory”." in printed


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_a_name_of_today_wins_over_a_former_one(write, is_withdrawn):
    edit(make_organisation("Lingo"), name="Language Laboratory")
    now = make_organisation("Lingo e.V.")
    if is_withdrawn:
        withdraw(now, by=None)
    load(write({}))
    assert list(Project.objects.get().organisations.all()) == [now]


def test_of_two_that_had_a_name_the_one_that_is_not_withdrawn_is_meant(write):
    withdraw(edit(make_organisation("Lingo"), name="Gone"), by=None)
    there = edit(make_organisation("Lingo"), name="There")
    load(write({}))
    assert list(Project.objects.get().organisations.all()) == [there]


def test_a_former_name_of_a_merged_organisation_stands_for_the_one_that_stays(write):
    duplicate, keep = edit(make_organisation("Lingo"), name="Language Laboratory"), make_organisation("Speech Centre")
    merge_organisations(keep=keep, duplicate=duplicate, by=None)
    load(write({}))
    assert list(Project.objects.get().organisations.all()) == [keep]


def test_a_correction_in_several_rows_is_one_version(write):
    names = [{"name": "Lingo Lab"}, {"name": "Job Lab"}]
    load(write(*(name | OTHER for name in names)))
    printed, _ = load(write(*(name | ANEW for name in names)))
    assert said_of() == ANEW
    assert Organisation.objects.get().history.count() == 2
    assert "edited here" not in printed


@pytest.mark.parametrize("emptied", [0, 1])
def test_a_cell_that_is_emptied_says_nothing_while_another_row_says_something(write, emptied):
    rows = [{"name": "Lingo Lab"} | OTHER, {"name": "Job Lab"} | OTHER]
    load(write(*rows))
    load(write(rows[emptied] | NOTHING))
    assert said_of() == OTHER


def test_a_row_that_said_nothing_corrects_what_another_row_said(write):
    load(write(OTHER, {"name": "Job Lab"} | NOTHING))
    load(write(OTHER, {"name": "Job Lab"} | ANEW))
    assert said_of() == ANEW


def test_a_new_row_completes_an_organisation_of_which_nothing_was_known(write):
    load(write(NOTHING))
    load(write(NOTHING, {"name": "Job Lab"} | ANEW, {"name": "Art Lab"} | OTHER))
    assert said_of() == ANEW


def test_a_new_row_writes_over_nothing(write):
    make_organisation("Lingo", kind="", website="")
    load(write({"name": "First"} | ANEW))
    assert said_of("Lingo") == NOTHING
    load(write({"organisation": "Job e.V."} | OTHER))
    load(write({"organisation": "Job e.V.", "name": "Job Lab"} | ANEW))
    assert said_of("Job e.V.") == OTHER


def test_a_row_that_names_no_organisation_any_more_says_nothing_of_it(write):
    load(write(OTHER))
    printed, _ = load(write({"organisation": ""} | NOTHING))
    assert said_of() == OTHER
    assert not Project.objects.get().organisations.exists()
    assert "edited here" not in printed


def test_what_a_row_says_of_an_organisation_that_was_not_taken_is_not_taken_either(write):
    load(write(OTHER))
    chosen = make_organisation("Chosen by a curator", kind="company")
    save_project(Project.objects.get(), partnerships=[(chosen, "lead")])
    printed, _ = load(write({"organisation": "Job e.V."} | ANEW))
    assert said_of() == OTHER
    assert not Organisation.objects.filter(name="Job e.V.").exists()
    for column in ("organisation", *ANEW):
        assert f"“Lingo Lab”: {column} was edited here" in printed


def test_another_organisation_that_is_new_has_what_the_row_says(write):
    load(write(OTHER))
    printed, _ = load(write({"organisation": "Job e.V."} | ANEW))
    assert (said_of(), said_of("Job e.V.")) == (OTHER, ANEW)
    assert "Organisations created: 1, updated: 0." in printed


def test_a_withdrawn_organisation_is_left_alone_and_reported(write):
    load(write(OTHER))
    withdraw(Organisation.objects.get(), by=None)
    printed, _ = load(write(ANEW))
    assert said_of() == OTHER
    assert "“Lingo e.V.” is withdrawn; it was left alone" in printed


def test_a_correction_of_a_merged_organisation_goes_to_the_one_that_stays(write):
    load(write({"organisation_website": "https://other.example/"}))
    keep = make_organisation("Language Laboratory", kind="academia", website="https://other.example/")
    merge_organisations(keep=keep, duplicate=Organisation.objects.get(name="Lingo e.V."), by=None)
    load(write(ANEW))
    assert said_of("Language Laboratory") == OTHER | {"organisation_website": ANEW["organisation_website"]}


def test_two_rows_about_one_project_do_not_undo_each_other(write):
    load(write({}, {"name": "Job Lab"}))
    CatalogueRow.objects.update(project=Project.objects.get(name="Lingo Lab"))
    load(write({"launched": "2016"}, {"name": "Job Lab", "summary": "Anew."}))
    project = Project.objects.get(name="Lingo Lab")
    assert (project.launched, project.summary) == (2016, "Anew.")


def test_what_one_row_could_not_write_is_not_written_with_the_next_one_of_that_project(write):
    load(write({"launched": ""}, {"name": "Job Lab"}))
    project = Project.objects.get(name="Lingo Lab")
    CatalogueRow.objects.update(project=project)
    project.status, project.ended = "discontinued", 2014
    save_project(project)
    load(write({"launched": "2015"}, {"name": "Job Lab", "summary": "Anew."}))
    project.refresh_from_db()
    assert (project.launched, project.ended, project.summary) == (None, 2014, "Anew.")
