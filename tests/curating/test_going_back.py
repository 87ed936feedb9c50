"""Going back to a version: never over an edit that nobody saw."""

import pytest
from django.utils import timezone

from entries.actions import check, confirm_entry, note_answer, save_entry
from organisations.actions import save_organisation
from projects.models import Project
from tests.curators import client_of, form_of, go_back, make_group_curator
from tests.factories import make_organisation, make_project, make_published_later

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
    project = make_published_later("School", summary="First.")
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
    assert "Somebody else has saved this in the meantime, so the entry was not changed." in html
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


def trust(entry):
    stored = type(entry).objects.get(pk=entry.pk)
    return stored.confirmed_on, stored.checked_on, stored.checked_by, stored.answered_on


def test_what_is_known_of_an_entry_stays_when_its_text_goes_back(client):
    project = make_project("School", website="https://one.example")
    version = project.history.latest()
    today, curator = timezone.localdate(), make_group_curator()
    confirm_entry(project, by=curator, on=today)
    check(project, by=curator, on=today)
    note_answer(project, by=curator, on=today)
    edit(project, summary="Second.")

    page = client.get(version_address(version))
    go_back(client, version_address(version))

    assert Project.objects.get().summary == "Helps people to arrive."
    assert trust(project) == (today, today, curator, today)
    assert rows(page.context["changes"]) == [("summary", "Second.", "Helps people to arrive.")]
    assert {label for label, _before, _after in rows(page.context["staying"])} == {
        "confirmed by the organisation",
        "checked by a curator",
        "checked by",
    }
    assert "Stays as it is now" in page.content.decode()


def test_where_only_what_stays_differs_there_is_nothing_to_go_back_to(client):
    project = make_project("School")
    version = project.history.latest()
    confirm_entry(project, by=None, on=timezone.localdate())

    html = client.get(version_address(version)).content.decode()

    assert "Going back would change nothing." in html
    assert "Go back to this version" not in html


def test_a_network_that_was_deleted_since_is_named_as_one_that_cannot_come_back(client):
    network = make_organisation("Old net", kind="grassroots")
    member = make_organisation("Member", networks=[network])
    version = member.history.latest()
    save_organisation(member, networks=[])
    network.delete()

    response = go_back(client, version_address(version), follow=True)

    assert not member.networks.exists()
    assert "networks: Old net (since deleted)" in str(next(iter(response.context["messages"])))


def test_all_that_comes_back_is_a_plain_success(client, address):
    response = go_back(client, address, follow=True)

    assert [message.level_tag for message in response.context["messages"]] == ["success"]
