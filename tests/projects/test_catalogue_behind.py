"""Files of organisations and of who is behind which project: what they write, what they move, and what they leave."""

import csv

import pytest
from django.core.management import CommandError

from entries.actions import withdraw
from entries.models import PublicationState
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Partnership, Project
from tests.factories import make_curator, make_organisation, make_project
from tests.projects.cataloguing import SOUND, load, refusals

pytestmark = pytest.mark.django_db
ORGANISATION = dict.fromkeys(["organisation", "type", "website", "city", "country", "other_names", "note"], "")


@pytest.fixture
def write_table(tmp_path):
    """Return a function that writes dictionaries as a CSV file and returns its path."""

    def write_table(rows, file):
        path = tmp_path / file
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write_table


@pytest.fixture
def behind(write_table):
    """Return a function that writes the two files: organisations by name or as rows, pairs of (project, name, role)."""

    def behind(organisations, pairs):
        rows = [ORGANISATION | ({"organisation": one} if isinstance(one, str) else one) for one in organisations]
        partnerships = [
            {"project": project, "country": "DE", "organisation": name, "role": role} for project, name, role in pairs
        ]
        return write_table(rows, "organisations.csv"), write_table(partnerships, "partnerships.csv")

    return behind


@pytest.fixture
def write_projects(themes, write_table):
    """Return a function that writes projects without the columns of an organisation."""

    def write_projects(*names):
        own = {name: value for name, value in SOUND.items() if not name.startswith("organisation")}
        return write_table([own | {"name": name} for name in names], "projects.csv")

    return write_projects


def pairs():
    rows = Partnership.objects.values_list("project__name", "organisation__name", "role")
    return sorted(rows.order_by("project__name", "role"))


def test_a_project_has_several_organisations_with_their_roles(write_projects, behind):
    lead = {"organisation": "Lingo e.V.", "type": "nonprofit", "website": "https://lingo.example/"}
    lead |= {"city": "Köln", "country": "DE", "other_names": "Lingua;LLL"}
    files = behind(
        [
            lead | {"city": "Köln", "country": "DE", "other_names": "Lingua;LLL"},
            {"organisation": "Net", "type": "network"},
        ],
        [("Lingo Lab", "Lingo e.V.", "lead"), ("Lingo Lab", "Net", "funder")],
    )

    printed, _ = load(write_projects("Lingo Lab"), *files)

    assert pairs() == [("Lingo Lab", "Lingo e.V.", "lead"), ("Lingo Lab", "Net", "funder")]
    made = Organisation.objects.get(name="Lingo e.V.")
    assert (made.kind, made.website, made.country.code) == ("nonprofit", "https://lingo.example/", "DE")
    assert (made.name_list, [city.name for city in made.cities.all()]) == (["Lingua", "LLL"], ["Köln"])
    assert made.theme_keys == ["language", "mentoring"]
    assert Organisation.objects.get(name="Net") in Organisation.objects.networks()
    assert "Organisations created: 2, updated: 0." in printed


def test_a_second_load_changes_nothing(write_projects, behind):
    files = [write_projects("Lingo Lab"), *behind(["Lingo"], [("Lingo Lab", "Lingo", "lead")])]
    load(*files)
    before = [Project.history.count(), Organisation.history.count()]

    load(*files)

    assert [Project.history.count(), Organisation.history.count()] == before


@pytest.mark.parametrize("cell", ["Lingo (LLL)", "Lingo e.V. with others", "LLL", "Lingo Lab"])
def test_one_that_is_there_is_moved_and_its_address_leads_to_it(client, write, write_projects, behind, cell):
    load(write({"organisation": cell}))
    old = Organisation.objects.get()
    row = {"organisation": "Language Laboratory", "other_names": "Lingo e.V.;Lingo;LLL"}

    load(write_projects("Lingo Lab"), *behind([row], [("Lingo Lab", "Language Laboratory", "lead")]))

    organisation = Organisation.objects.get()
    assert (organisation.pk, organisation.slug) == (old.pk, "language-laboratory")
    assert client.get(old.get_absolute_url()).headers["Location"] == "/organisations/language-laboratory/"
    assert pairs() == [("Lingo Lab", "Language Laboratory", "lead")]


def test_spellings_that_were_two_are_folded_into_one(client, write, write_projects, behind):
    load(write({"organisation": "Lingo"}, {"name": "Job Lab", "organisation": "Lingo platform (Lingo)"}))
    row = {"organisation": "Lingo", "other_names": "Lingua"}

    load(
        write_projects("Lingo Lab", "Job Lab"),
        *behind([row], [("Lingo Lab", "Lingo", "lead"), ("Job Lab", "Lingo", "partner")]),
    )

    assert pairs() == [("Job Lab", "Lingo", "partner"), ("Lingo Lab", "Lingo", "lead")]
    kept = Organisation.objects.published().get()
    assert kept.name_list == ["Lingua"]
    assert client.get("/organisations/lingo-platform-lingo/").headers["Location"] == kept.get_absolute_url()


def test_of_a_cell_that_named_two_the_lead_keeps_the_page_and_the_other_gets_one(write, write_projects, behind):
    load(write({"organisation": "Lingo and Jobs"}))

    load(
        write_projects("Lingo Lab"),
        *behind(["Jobs", "Lingo"], [("Lingo Lab", "Jobs", "partner"), ("Lingo Lab", "Lingo", "lead")]),
    )

    assert Organisation.objects.get(name="Lingo").history.count() == 2
    assert Organisation.objects.get(name="Jobs").history.count() == 1


def test_what_was_no_organisation_is_withdrawn_unless_somebody_cares_for_it(write, write_projects, behind):
    cells = [{"organisation": "Some students"}, {"name": "Job Lab", "organisation": "Some others"}]
    load(write(*cells, {"name": "Art Lab", "organisation": "Art"}))
    save_organisation(Organisation.objects.get(name="Some others"), by=make_curator())

    printed, _ = load(write_projects("Lingo Lab", "Job Lab", "Art Lab"), *behind(["Art"], [("Art Lab", "Art", "lead")]))

    assert pairs() == [("Art Lab", "Art", "lead")]
    assert Organisation.objects.get(name="Some students").publication == PublicationState.WITHDRAWN
    assert Organisation.objects.get(name="Some others").is_published
    assert "“Some students” is behind no project any more; it was withdrawn." in printed


def test_a_project_of_another_file_keeps_those_behind_it(write, write_projects, behind):
    load(write({"name": "Elsewhere"}))

    load(write_projects("Lingo Lab"), *behind(["Lingo"], [("Lingo Lab", "Lingo", "lead")]))

    assert ("Elsewhere", "Lingo e.V.", "lead") in pairs()


def test_what_people_wrote_stays_and_is_reported(write, write_projects, behind):
    load(write({"organisation_type": "nonprofit"}))
    organisation, chosen = Organisation.objects.get(), make_organisation("Chosen")
    organisation.name, organisation.kind = "Lingo of today", "company"
    save_organisation(organisation, by=make_curator())
    save_project(Project.objects.get(), partnerships=[(chosen, "partner")])

    row = {"organisation": "Lingo e.V.", "type": "academia", "website": "https://new.example/"}
    printed, _ = load(write_projects("Lingo Lab"), *behind([row], [("Lingo Lab", "Lingo e.V.", "lead")]))

    organisation.refresh_from_db()
    assert (organisation.name, organisation.kind) == ("Lingo of today", "company")
    assert organisation.website == "https://new.example/"
    assert pairs() == [("Lingo Lab", "Chosen", "partner")]
    for name, column in (("Lingo of today", "name"), ("Lingo of today", "kind"), ("Lingo Lab", "organisations")):
        assert f"“{name}”: {column} was edited here" in printed


def test_a_place_that_is_a_guess_is_left_out_and_taken_back(write, write_projects, behind):
    load(write({"city": "Köln"}))
    row = {"organisation": "Lingo e.V.", "city": "Köln", "country": "DE", "note": "Renamed. Place is its project's."}

    load(write_projects("Lingo Lab"), *behind([row], [("Lingo Lab", "Lingo e.V.", "lead")]))

    organisation = Organisation.objects.get()
    assert (organisation.country.code, organisation.city_keys) == ("", [])


def test_a_withdrawn_organisation_is_left_alone(write_projects, behind):
    gone = withdraw(make_organisation("Lingo", kind="company"), by=None)

    printed, _ = load(
        write_projects("Lingo Lab"),
        *behind([{"organisation": "Lingo", "type": "nonprofit"}], [("Lingo Lab", "Lingo", "lead")]),
    )

    gone.refresh_from_db()
    assert (gone.publication, gone.kind) == (PublicationState.WITHDRAWN, "company")
    assert "“Lingo” is withdrawn" in printed


def test_other_names_are_found_by_search_for_the_organisation_and_its_projects(client, write_projects, behind):
    row = {"organisation": "Federal Office", "other_names": "BAMF"}
    load(write_projects("Lingo Lab", "Job Lab"), *behind([row], [("Lingo Lab", "Federal Office", "lead")]))

    organisations = client.get("/organisations/?q=BAMF").context["page_obj"]
    projects = client.get("/projects/?q=bamf").context["page_obj"]

    assert [one.name for one in organisations] == ["Federal Office"]
    assert [one.name for one in projects] == ["Lingo Lab"]
    page = client.get("/organisations/federal-office/").content.decode()
    assert "BAMF" in page.partition("Also known as")[2][:100]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"organisation": "", "type": "company"}, "organisation"),
        ({"type": "club"}, "type"),
        ({"website": "lingo"}, "website"),
        ({"city": "Köln"}, "country"),
        ({"country": "Narnia"}, "country"),
        ({"other_names": "a" * 201}, "other_names"),
        ({"note": "a" * 1001}, "note"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_and_nothing_is_written(write_projects, behind, write_table, row, column):
    path = write_table([ORGANISATION | {"organisation": "Lingo"} | row], "organisations.csv")

    complaints = refusals(path)

    assert [f"line 2, column {column}:" in complaint for complaint in complaints] == [True]


@pytest.mark.parametrize(
    ("pair", "column"),
    [
        ({"role": "boss"}, "role"),
        ({"role": ""}, "role"),
        ({"organisation": "Nobody"}, "organisation"),
        ({"country": "Narnia"}, "country"),
    ],
)
def test_a_pair_that_cannot_be_is_refused(write_table, pair, column):
    make_organisation("Lingo")
    sound = {"project": "Lingo Lab", "country": "DE", "organisation": "Lingo", "role": "lead"}

    complaints = refusals(write_table([sound | pair], "partnerships.csv"))

    assert [f"line 2, column {column}:" in complaint for complaint in complaints] == [True]


def test_what_stands_twice_is_refused_whatever_its_spelling(behind):
    files = behind(["Lingo", "LINGO e.V."], [("Lab", "Lingo", "lead"), ("LAB", "Lingo gGmbH", "lead")])

    with pytest.raises(CommandError):
        load(*files)


def test_a_pair_of_an_unknown_project_is_told(behind):
    make_project("Lingo Lab")

    printed, _ = load(*behind(["Lingo"], [("Elsewhere", "Lingo", "lead")]))

    assert "“Elsewhere” is no project that is known here" in printed
