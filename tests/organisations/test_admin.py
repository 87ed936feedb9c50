"""Merging organisations, and the networks on their page."""

import pytest

from organisations.actions import merge_organisations
from organisations.models import Organisation
from projects.models import Partnership, Role
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db


def partners(project):
    return {(str(partnership.organisation), partnership.role) for partnership in project.partnerships.all()}


def test_the_networks_of_an_organisation_are_set_on_its_page():
    network = make_organisation("Network", kind="grassroots")
    organisation = make_organisation("Member")
    client = client_of(make_group_curator())
    address = f"/admin/organisations/organisation/{organisation.pk}/change/"

    client.post(
        address, form_of(client.get(address), "organisation_form") | {"networks": [network.pk], "founded": "2015"}
    )

    organisation.refresh_from_db()
    assert (organisation.founded, list(organisation.networks.all())) == (2015, [network])


def test_only_a_network_can_be_chosen_as_one():
    company, organisation = make_organisation("Company", kind="company"), make_organisation("Member")
    client = client_of(make_group_curator())
    address = f"/admin/organisations/organisation/{organisation.pk}/change/"

    response = client.post(address, form_of(client.get(address), "organisation_form") | {"networks": [company.pk]})

    assert "networks" in response.context["adminform"].form.errors


def test_merging_moves_the_projects_each_once():
    keep, duplicate = make_organisation("Kept"), make_organisation("Twin")
    shared, only = (
        make_project("Shared", organisations=[keep, duplicate]),
        make_project("Only", organisations=[duplicate]),
    )
    Partnership.objects.create(project=shared, organisation=duplicate, role=Role.FUNDER)

    merge_organisations(keep=keep, duplicate=duplicate, by=None)

    assert partners(shared) == {("Kept", "lead"), ("Kept", "funder")}
    assert partners(only) == {("Kept", "lead")}


def test_merging_finds_the_projects_by_the_kept_name(client):
    keep, duplicate = make_organisation("Kept"), make_organisation("Twin")
    make_project("School", organisations=[duplicate])

    merge_organisations(keep=keep, duplicate=duplicate, by=None)

    found = [entry.name for entry in client.get("/projects/?q=kept").context["page_obj"]]
    assert found == ["School"]


def test_merging_moves_members_and_networks_and_leaves_no_circle():
    above = make_organisation("Above", kind="grassroots")
    keep = make_organisation("Kept", kind="grassroots")
    duplicate = make_organisation("Twin", kind="grassroots", networks=[above, keep])
    keep.networks.add(duplicate)
    member = make_organisation("Member", networks=[duplicate])

    merge_organisations(keep=keep, duplicate=duplicate, by=None)

    assert list(keep.networks.all()) == [above]
    assert list(member.networks.all()) == [keep]
    assert not Organisation.objects.get(name="Twin").members.exists()
    assert not Organisation.objects.get(name="Twin").is_published
