"""What the admin of projects adds to that of all entries: the organisations behind one, and its merging."""

import pytest

from organisations.models import Organisation
from projects.actions import discontinue, merge_projects
from projects.models import CatalogueRow, Project, Role, Status
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(make_group_curator())


def change_address(project):
    return f"/admin/projects/project/{project.pk}/change/"


def save(client, project, **fields):
    data = form_of(client.get(change_address(project)), "project_form") | fields
    return client.post(change_address(project), data)


def partners(project):
    return {(str(partnership.organisation), partnership.role) for partnership in project.partnerships.all()}


@pytest.fixture
def project():
    return make_project("School", organisations=[make_organisation("Alpha"), make_organisation("Beta")])


def test_saving_leaves_the_organisations_that_were_not_touched(client, project):
    kept = set(project.partnerships.values_list("pk", flat=True))

    save(client, project, name="New name")

    assert Project.objects.get().name == "New name"
    assert set(project.partnerships.values_list("pk", flat=True)) == kept


def test_an_organisation_is_exchanged_added_and_removed(client, project):
    gamma = make_organisation("Gamma")

    save(
        client,
        project,
        **{
            "partnerships-0-organisation": gamma.pk,
            "partnerships-0-role": Role.FUNDER,
            "partnerships-1-DELETE": "on",
            "partnerships-2-organisation": gamma.pk,
            "partnerships-2-role": Role.PARTNER,
        },
    )

    assert partners(project) == {("Gamma", "funder"), ("Gamma", "partner")}


def test_two_rows_may_swap_their_roles(client):
    alpha, beta = make_organisation("Alpha"), make_organisation("Beta")
    project = make_project(organisations=[alpha])
    save(client, project, **{"partnerships-1-organisation": beta.pk, "partnerships-1-role": Role.FUNDER})

    save(client, project, **{"partnerships-0-role": Role.FUNDER, "partnerships-1-role": Role.LEAD})

    assert partners(project) == {("Beta", "lead"), ("Alpha", "funder")} or partners(project) == {
        ("Alpha", "lead"),
        ("Beta", "funder"),
    }


def test_the_same_organisation_twice_in_one_role_is_an_error(client, project):
    alpha = Organisation.objects.get(name="Alpha")

    response = save(
        client,
        project,
        **{"partnerships-0-organisation": alpha.pk, "partnerships-1-organisation": alpha.pk},
    )

    assert "Please correct the duplicate" in str(response.context["errors"])
    assert partners(project) == {("Alpha", "lead"), ("Beta", "lead")}


@pytest.mark.parametrize("number", ["4711", "abc", "-1", ""])
def test_tampered_rows_are_no_server_error(client, project, number):
    response = save(
        client,
        project,
        **{"partnerships-0-id": number, "partnerships-0-organisation": "4711", "partnerships-INITIAL_FORMS": "900"},
    )

    assert response.status_code == 200
    assert partners(project) == {("Alpha", "lead"), ("Beta", "lead")}


def test_merging_fills_what_the_kept_project_does_not_know():
    keep = make_project("Kept")
    duplicate = make_project("Twin", launched=2016, focus="emergency", languages=["ar"], newcomer_led="yes")

    merge_projects(keep=keep, duplicate=duplicate, by=None)

    keep.refresh_from_db()
    assert (keep.launched, keep.focus, keep.languages, keep.newcomer_led) == (2016, "emergency", ["ar"], "yes")


@pytest.mark.parametrize(("launched", "filled"), [(2014, 2014), (2015, 2015), (2016, None)])
def test_merging_takes_no_launch_over_that_is_after_the_end(launched, filled):
    keep = discontinue(make_project("Kept"), by=None, ended=2015)

    merge_projects(keep=keep, duplicate=make_project("Twin", launched=launched), by=None)

    keep.refresh_from_db()
    assert (keep.launched, keep.ended, keep.status) == (filled, 2015, Status.DISCONTINUED)


def facts(project):
    stored = Project.objects.get(pk=project.pk)
    return stored.status, stored.launched, stored.ended


ENDED = {"status": Status.DISCONTINUED, "launched": 2015, "ended": 2019}


@pytest.mark.parametrize(
    ("kept", "facts_after"),
    [
        ({}, ("discontinued", 2015, 2019)),
        ({"status": Status.DISCONTINUED}, ("discontinued", 2015, 2019)),
        ({"status": Status.DISCONTINUED, "ended": 2018}, ("discontinued", 2015, 2018)),
        ({"status": Status.DISCONTINUED, "ended": 2014}, ("discontinued", None, 2014)),
        ({"launched": 2016}, ("discontinued", 2016, 2019)),
        ({"launched": 2020}, ("discontinued", 2020, None)),
        ({"status": Status.ACTIVE}, ("active", 2015, None)),
        ({"status": Status.PAUSED, "launched": 2014}, ("paused", 2014, None)),
    ],
)
def test_merging_takes_over_whether_a_project_runs_as_far_as_that_is_not_known(kept, facts_after):
    keep, duplicate = make_project("Kept", **kept), make_project("Twin", **ENDED)

    merge_projects(keep=keep, duplicate=duplicate, by=None)

    assert facts(keep) == facts_after


def test_merging_takes_the_successor_over():
    successor, own = make_project("Successor"), make_project("Own successor")
    keep, knowing = make_project("Kept"), make_project("Knowing", successor=own)

    merge_projects(keep=keep, duplicate=make_project("Twin", successor=successor), by=None)
    merge_projects(keep=knowing, duplicate=make_project("Other twin", successor=successor), by=None)

    assert Project.objects.get(pk=keep.pk).successor == successor
    assert Project.objects.get(pk=knowing.pk).successor == own


def test_merging_into_the_own_successor_takes_over_what_came_after_that():
    last = make_project("Last")
    successor = make_project("Successor", status=Status.DISCONTINUED, successor=last)
    keep = make_project("Kept", status=Status.DISCONTINUED, successor=successor)

    merge_projects(keep=keep, duplicate=successor, by=None)

    assert Project.objects.get(pk=keep.pk).successor == last


def test_merging_into_the_own_successor_leaves_no_circle():
    successor = make_project("Successor")
    keep = make_project("Kept", status=Status.DISCONTINUED, successor=successor)

    merge_projects(keep=keep, duplicate=successor, by=None)

    keep.refresh_from_db()
    assert keep.successor is None


def test_merging_the_successor_of_the_other_way_round_leaves_no_circle():
    keep = make_project("Kept")
    duplicate = make_project("Twin", status=Status.DISCONTINUED, successor=keep)

    merge_projects(keep=keep, duplicate=duplicate, by=None)

    keep.refresh_from_db()
    assert keep.successor is None


def test_merging_leaves_no_circle_through_a_third_one():
    last = make_project("Last")
    duplicate = make_project("Twin", successor=last)
    third = make_project("Third", successor=duplicate)
    keep = make_project("Kept", successor=third)

    merge_projects(keep=keep, duplicate=duplicate, by=None)

    assert Project.objects.get(pk=keep.pk).successor == last
    assert Project.objects.get(pk=third.pk).successor == keep


def test_merging_takes_over_no_successor_that_leads_back():
    keep = make_project("Kept")
    duplicate = make_project("Twin", successor=make_project("Third", successor=keep))

    merge_projects(keep=keep, duplicate=duplicate, by=None)

    assert Project.objects.get(pk=keep.pk).successor is None


def test_a_successor_that_leads_back_is_refused_beside_its_field(client, django_assert_num_queries):
    first = make_project("First")
    last = first
    for number in range(20):
        last = make_project(f"Later {number}", successor=last)

    page = save(client, first, successor=last.pk)

    errors = page.context["adminform"].form.errors
    assert errors == {"successor": ["This successor leads back to the project itself."]}
    with django_assert_num_queries(1):
        assert len(last.later_keys()) == 20


def test_the_catalogue_writes_into_the_one_that_stays_after_a_merger():
    keep, duplicate = make_project("Kept"), make_project("Twin")
    rows = [CatalogueRow.objects.create(name_key=one.name, project=one, values={}) for one in (keep, duplicate)]

    merge_projects(keep=keep, duplicate=duplicate, by=None)

    assert set(keep.catalogue_rows.all()) == set(rows)
    assert not duplicate.catalogue_rows.exists()


def test_merging_a_project_with_itself_is_refused():
    project = make_project()

    with pytest.raises(ValueError, match="two different entries"):
        merge_projects(keep=project, duplicate=project, by=None)
