"""Going back to a version: never over an edit that nobody saw."""

import pytest

from entries.actions import save_entry
from projects.models import Project
from tests.curating import client_of, form_of, make_group_curator
from tests.factories import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(make_group_curator("dan@example.org", name="Dan"))


def version_address(version):
    opts = version.instance_type._meta
    return f"/admin/{opts.app_label}/{opts.model_name}/{version.id}/history/{version.pk}/"


def edit(entry, by=None, **fields):
    stored = type(entry).objects.get(pk=entry.pk)
    for name, value in fields.items():
        setattr(stored, name, value)
    save_entry(stored, by=by)


def rows(changes):
    return [(str(change.label), change.before, change.after) for change in changes]


@pytest.fixture
def project():
    """A project whose first summary was written over."""
    project = make_project("School", summary="First.")
    edit(project, summary="Second.")
    return project


@pytest.fixture
def address(project):
    return version_address(project.history.get(revision=1))


def test_an_edit_since_the_version_was_opened_is_not_written_over_but_shown(client, project, address):
    opened = form_of(client.get(address), "version_form")
    edit(
        project, by=make_group_curator("cara@example.org", name="Cara"), summary="Cara’s.", website="https://c.example"
    )

    page = client.post(address, opened)

    assert Project.objects.get().summary == "Cara’s."
    assert project.history.count() == 4
    assert rows(page.context["conflict"]) == [("summary", "Second.", "Cara’s."), ("website", "", "https://c.example")]
    html = page.content.decode()
    assert "This was saved in the meantime. Nothing was written." in html
    assert "Saved in the meantime by Cara" in html


def test_after_the_edit_was_seen_going_back_goes_through(client, project, address):
    opened = form_of(client.get(address), "version_form")
    edit(project, summary="Cara’s.")
    refused = client.post(address, opened)

    client.post(address, form_of(refused, "version_form"))

    assert [version.summary for version in project.history.all()][:2] == ["First.", "Cara’s."]


def test_a_further_edit_after_the_refusal_is_refused_again(client, project, address):
    opened = form_of(client.get(address), "version_form")
    edit(project, summary="Cara’s.")
    refused = client.post(address, opened)
    edit(project, summary="Cara’s second thought.")

    again = client.post(address, form_of(refused, "version_form"))

    assert rows(again.context["conflict"]) == [("summary", "Cara’s.", "Cara’s second thought.")]
    assert Project.objects.get().summary == "Cara’s second thought."


def test_a_second_press_of_the_button_is_told_that_nothing_differs_any_more(client, project, address):
    opened = form_of(client.get(address), "version_form")
    client.post(address, opened)

    again = client.post(address, opened)

    assert project.history.count() == 4
    assert "This is what is stored now." in again.content.decode()


@pytest.mark.parametrize("seen", ["", "abc", "-1", "99999999999999999999"])
def test_a_revision_that_makes_no_sense_is_refused(client, project, address, seen):
    page = client.post(address, {"seen_revision": seen})

    assert page.status_code == 200
    assert Project.objects.get().summary == "Second."
    assert page.context["conflict"] == []
