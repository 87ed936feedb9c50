"""The command `load_catalogue`: what it writes, and what it leaves alone."""

import io

import pytest
from django.core.management import call_command
from tqdm import tqdm

from entries.actions import publish, withdraw
from entries.models import PublicationState
from organisations.actions import merge_organisations
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import CatalogueRow, Project
from taxonomy.models import City
from tests.factories import make_organisation, make_project
from tests.projects.cataloguing import SOUND, load

pytestmark = pytest.mark.django_db


def test_a_row_becomes_a_published_project_with_its_organisation(write):
    printed, _ = load(write({}))
    project = Project.objects.get()
    assert (project.publication, project.slug, project.launched) == (PublicationState.PUBLISHED, "lingo-lab", 2015)
    assert project.theme_keys == ["language", "mentoring"]
    assert project.languages == ["ar", "de"]
    assert project.source_list == ["https://press.example/1", "https://press.example/2"]
    assert [city.name for city in project.cities.all()] == ["Köln"]
    organisation = Organisation.objects.get()
    assert list(project.organisations.all()) == [organisation]
    assert (organisation.name, organisation.kind) == ("Lingo e.V.", "nonprofit")
    assert "Projects created: 1, updated: 0, left alone: 0. Organisations created: 1, updated: 0." in printed


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


def test_short_names_that_differ_in_punctuation_are_projects_of_their_own(write):
    path = write({"name": "C"}, {"name": "C#"}, {"name": "C++"})
    assert "created: 3" in load(path)[0]
    assert "created: 0, updated: 0, left alone: 3" in load(path)[0]
    load(write({"name": "c#", "summary": "Anew."}))
    assert Project.objects.get(summary="Anew.").slug == "c-2"


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


def test_what_the_project_says_already_is_no_edit_and_is_remembered(write):
    load(write({}))
    project = Project.objects.get()
    project.summary = "Written by a curator."
    save_project(project)
    printed, _ = load(write({"summary": "Written by a curator.", "launched": "2016"}))
    assert "edited here" not in printed
    load(write({"summary": "From the file."}))
    project.refresh_from_db()
    assert project.summary == "From the file."


@pytest.mark.parametrize("spelling", [{"city": "Cologne"}, {"organisation": "LINGO"}])
def test_another_spelling_is_no_edit(write, spelling):
    load(write({}))
    project = Project.objects.get()
    printed, _ = load(write(spelling))
    assert "updated: 0, left alone: 1" in printed
    assert (project.history.count(), Project.objects.get().updated_at) == (1, project.updated_at)
    assert ("was taken for “Lingo e.V.”" in printed) == ("organisation" in spelling)


def test_a_place_and_an_organisation_that_are_new_here_are_written_where_there_was_none(write):
    load(write({"city": "", "organisation": "", "organisation_website": ""}))
    load(write({}))
    project = Project.objects.get()
    assert [str(one) for one in (*project.cities.all(), *project.organisations.all())] == ["Köln", "Lingo e.V."]


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
    assert "withdrawn" not in load(write({"city": "Cologne"}))[0]


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


def test_a_long_name_of_letters_that_fold_to_two_is_known_again(write):
    path = write({"name": " ".join(["ß" * 20] * 9)})
    load(path)
    printed, _ = load(path)
    assert "created: 0, updated: 0, left alone: 1" in printed


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
