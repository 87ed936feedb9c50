"""Rows of a table that may be entries already: what becomes of each is chosen in the preview."""

import pytest

from curating.tables import resources
from organisations.models import Organisation
from projects.models import Project
from tests.curating.test_imports import client, confirm, curator, preview, said, table
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db
__all__ = ["client", "curator"]

ROW = {"slug": "", "name": "Refugee Ratio", "summary": "Speaks.", "website": "", "organisations": ""}


def twins_of(page):
    return {line: [entry.slug for entry in entries] for line, entries in page.context["result"].twins.items()}


@pytest.mark.parametrize(
    ("row", "twins"),
    [
        ({}, {2: ["refugee-radio"]}),
        ({"name": "Another name", "website": "http://www.radio.example"}, {2: ["refugee-radio"]}),
        ({"name": "Refugees Radiostation", "organisations": "helpers"}, {2: ["refugee-radio"]}),
        ({"name": "Refugees Radiostation"}, {}),
        ({"name": "Radio"}, {}),
        ({"slug": "refugee-radio"}, {}),
    ],
)
def test_a_new_row_that_may_be_an_entry_is_shown_with_it(client, row, twins):
    helpers = make_organisation("Helpers")
    make_project("Refugee Radio", website="https://radio.example/", organisations=[helpers])
    make_project("Refugee Ratio!", published=False)
    Project.objects.filter(slug="refugee-ratio").update(publication="withdrawn")
    make_project("Something else")

    page = preview(client, table(ROW | row))

    assert twins_of(page) == twins
    assert page.content.decode().count('type="radio"') == (3 if twins else 0)


def test_each_is_updated_added_or_left_out_as_chosen(client):
    first, second, third = (make_project(name, published=True) for name in ("Lab One", "Garden Two", "Choir Three"))
    before = Project.objects.get(pk=first.pk)
    rows = [ROW | {"name": name, "summary": "From the table."} for name in ("Lab Onne", "Garden Twoo", "Choir Threee")]
    page = preview(client, table(*rows))
    assert twins_of(page) == {2: [first.slug], 3: [second.slug], 4: [third.slug]}

    chosen = {"choice-2": first.slug, "choice-3": ":add", "choice-4": ":leave-out"}
    result = confirm(client, page, **chosen)

    assert said(result) == ["Import finished: 1 new, 1 updated, 0 deleted and 0 skipped projects."]
    updated = Project.objects.get(pk=first.pk)
    assert (updated.name, updated.summary, updated.slug) == ("Lab Onne", "From the table.", before.slug)
    assert updated.theme_keys == before.theme_keys
    assert set(Project.objects.exclude(pk=first.pk).values_list("name", flat=True)) == {
        "Garden Two",
        "Garden Twoo",
        "Choir Three",
    }


def test_an_empty_cell_of_a_row_that_updates_leaves_what_is_there(client):
    project = make_project("Lab One", website="https://lab.example/", organisations=[make_organisation("Helpers")])

    confirm(client, preview(client, table(ROW | {"name": "Lab Onne"})), **{"choice-2": project.slug})

    project.refresh_from_db()
    assert (project.website, project.partnerships.count()) == ("https://lab.example/", 1)


@pytest.mark.parametrize("chosen", [{}, {"choice-2": "something-else"}, {"choice-2": ""}])
def test_nothing_comes_in_without_a_choice_of_those_shown(client, chosen):
    make_project("Refugee Radio")
    make_project("Something else")

    result = confirm(client, preview(client, table(ROW)), **chosen)

    assert said(result) == [
        "Nothing was imported: for each entry that may be there already, choose what becomes of it."
    ]
    assert Project.objects.count() == 2


def test_two_rows_that_update_one_entry_are_refused_with_the_reason(client):
    project = make_project("Refugee Radio")
    page = preview(client, table(ROW, ROW))

    result = confirm(client, page, **{"choice-2": project.slug, "choice-3": project.slug})

    (text,) = said(result)
    assert "Line 3: slug: This entry is already in line 2." in text
    assert Project.objects.get().name == "Refugee Radio"


def test_what_changes_after_the_choice_was_shown_is_not_written_over(client):
    project = make_project("Refugee Radio")
    page = preview(client, table(ROW))
    Project.objects.filter(pk=project.pk).update(revision=project.revision + 1)

    result = confirm(client, page, **{"choice-2": project.slug})

    assert "Somebody has changed this entry" in said(result)[0]
    assert Project.objects.get().name == "Refugee Radio"


@pytest.mark.parametrize(("chosen", "names"), [(":add", ["Refugee Ratio"]), (":leave-out", [])])
def test_of_very_many_only_the_first_are_asked_about_and_the_rest_together(client, monkeypatch, chosen, names):
    monkeypatch.setattr(resources, "MOST_ASKED", 1)
    make_project("Refugee Radio")
    page = preview(client, table(ROW | {"name": "Refugee Radioo"}, ROW))
    assert (list(twins_of(page)), page.context["result"].further_twins) == ([2], [3])

    undecided = confirm(client, page, **{"choice-2": ":leave-out"})
    assert "for each entry that may be there already, choose" in said(undecided)[0]
    confirm(client, page, **{"choice-2": ":leave-out", "further-choice": chosen})

    assert list(Project.objects.exclude(name="Refugee Radio").values_list("name", flat=True)) == names


def test_organisations_have_twins_as_well(client):
    make_organisation("Welcome Kitchen")
    address = "/admin/organisations/organisation/"

    page = preview(client, table({"slug": "", "name": "Welcome Kitchn", "summary": "Cooks."}), address=address)

    assert twins_of(page) == {2: ["welcome-kitchen"]}
    confirm(client, page, address, **{"choice-2": ":leave-out"})
    assert Organisation.objects.count() == 1
