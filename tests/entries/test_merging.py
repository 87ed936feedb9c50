"""What a merger writes into third entries: one version each that says why, and no form that was open undoes it."""

from datetime import date

import pytest
from django.apps import apps

from entries.actions import MergerError, save_entry
from entries.models import EntryText
from organisations.actions import merge_organisations
from organisations.models import Organisation
from projects.actions import merge_projects
from projects.models import Project, Status
from submissions.models import Caretaker, CaretakerStep, Invitation, Submission
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_organisation, make_project, make_visitor
from upkeep.models import ContactAddress, Question, SignOfLife, VisitorsWord

pytestmark = pytest.mark.django_db


def make_network(name, **fields):
    return make_organisation(name, kind="grassroots", **fields)


def address(entry):
    return f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"


def latest(entry):
    version = entry.history.latest()
    return version.history_user, version.history_change_reason


def follower_of(entry):
    """Return a project that has this one as its successor, or an organisation that is in this network."""
    if isinstance(entry, Project):
        return make_project("Third", status=Status.DISCONTINUED, successor=entry)
    return make_organisation("Third", networks=[entry])


def followed_by(third):
    return [third.successor] if isinstance(third, Project) else list(third.networks.all())


KINDS = pytest.mark.parametrize(
    ("make", "merge"), [(make_project, merge_projects), (make_network, merge_organisations)]
)


@KINDS
def test_a_third_entry_that_names_the_duplicate_gets_one_version_that_names_the_merger(make, merge):
    keep, duplicate, curator = make("Kept"), make("Twin"), make_group_curator()
    third = follower_of(duplicate)
    before = third.history.count()

    merge(keep=keep, duplicate=duplicate, by=curator)

    stored = type(third).objects.get(pk=third.pk)
    assert followed_by(stored) == [keep]
    assert stored.revision == third.revision + 1
    assert stored.history.count() == before + 1
    assert latest(stored) == (curator, "twin was merged into kept")


@KINDS
def test_a_form_of_a_third_entry_that_was_open_meanwhile_does_not_undo_the_merger(make, merge):
    keep, duplicate = make("Kept"), make("Twin")
    third = follower_of(duplicate)
    client = client_of(make_group_curator())
    opened = form_of(client.get(address(third)), f"{third._meta.model_name}_form")
    merge(keep=keep, duplicate=duplicate, by=None)

    client.post(address(third), opened)

    assert followed_by(type(third).objects.get(pk=third.pk)) == [keep]


def test_a_member_of_both_networks_stays_in_the_one_and_in_its_others():
    keep, duplicate, other = make_network("Kept"), make_network("Twin"), make_network("Other")
    member = make_organisation("Member", networks=[keep, duplicate, other])

    merge_organisations(keep=keep, duplicate=duplicate, by=None)

    assert set(member.networks.all()) == {keep, other}
    version = member.history.latest()
    assert {row.to_organisation_id for row in version.networks.all()} == {keep.pk, other.pk}


def test_the_networks_of_the_one_that_stays_are_part_of_the_version_of_the_merger():
    above = make_network("Above")
    keep = make_network("Kept")
    duplicate = make_network("Twin", networks=[above, keep])
    before = keep.history.count()

    merge_organisations(keep=keep, duplicate=duplicate, by=None)

    assert keep.history.count() == before + 1
    version = keep.history.latest()
    assert version.history_change_reason == "Merged with twin"
    assert [row.to_organisation_id for row in version.networks.all()] == [above.pk]
    assert list(Organisation.objects.get(pk=keep.pk).networks.all()) == [above]


@KINDS
def test_the_action_itself_refuses_what_the_form_does(make, merge):
    public, hidden, twin = make("Public"), make("Hidden", published=False), make("Twin")
    with pytest.raises(MergerError, match="hidden"):
        merge(keep=hidden, duplicate=public, by=None)
    merge(keep=public, duplicate=twin, by=None)
    with pytest.raises(MergerError, match="merged"):
        merge(keep=twin, duplicate=public, by=None)


def test_a_project_of_a_merged_organisation_is_one_version_further():
    keep, duplicate = make_organisation("Kept"), make_organisation("Twin")
    project = make_project(organisations=[keep, duplicate])
    before = project.history.count()

    merge_organisations(keep=keep, duplicate=duplicate, by=None)

    stored = Project.objects.get()
    assert stored.history.count() == before + 1
    assert stored.revision == project.revision + 1
    assert stored.organisation_keys == [f"lead:{keep.pk}"]


TRUST = ("confirmed_on", "checked_on", "answered_on")


@pytest.mark.parametrize("later", ["keep", "duplicate"])
def test_the_later_of_two_dates_of_trust_stays_and_a_check_keeps_its_curator(later):
    ada, bert = make_group_curator("ada@example.org"), make_group_curator("bert@example.org")
    older = dict.fromkeys(TRUST, date(2025, 5, 1)) | {"checked_by": ada}
    newer = dict.fromkeys(TRUST, date(2026, 5, 1)) | {"checked_by": bert}
    keep = make_project("Kept", **(newer if later == "keep" else older))
    duplicate = make_project("Twin", **(older if later == "keep" else newer))

    merge_projects(keep=keep, duplicate=duplicate, by=ada)

    keep.refresh_from_db()
    assert {name: getattr(keep, name) for name in newer} == newer


def test_dates_of_trust_that_only_the_duplicate_has_are_taken_over():
    ada = make_group_curator()
    keep = make_project("Kept")
    duplicate = make_project("Twin", **dict.fromkeys(TRUST, date(2026, 5, 1)), checked_by=ada)
    merge_projects(keep=keep, duplicate=duplicate, by=ada)
    keep.refresh_from_db()
    assert [getattr(keep, name) for name in TRUST] == [date(2026, 5, 1)] * 3
    assert keep.checked_by == ada


def test_every_address_that_a_duplicate_ever_had_leads_to_the_one_that_stays_at_last(client):
    curator = make_group_curator()
    first, second, third = make_project("First"), make_project("Second"), make_project("Third")
    first.slug = "renamed"
    save_entry(first, by=curator)

    merge_projects(keep=second, duplicate=first, by=curator)
    assert [client.get(f"/projects/{slug}/").url for slug in ("first", "renamed")] == ["/projects/second/"] * 2

    merge_projects(keep=third, duplicate=Project.objects.get(pk=second.pk), by=curator)
    for slug in ("first", "renamed", "second"):
        response = client.get(f"/projects/{slug}/")
        assert (response.status_code, response.url) == (301, "/projects/third/")


@KINDS
def test_of_more_themes_than_an_entry_may_have_those_of_the_one_that_stays_come_first(make, merge):
    keep, duplicate = make("Kept", themes=("work", "youth")), make("Twin", themes=("art", "health", "youth"))
    crowded = make("Crowded", themes=("art", "health", "language", "work"))

    merge(keep=keep, duplicate=duplicate, by=None)
    merge(keep=crowded, duplicate=keep, by=None)

    assert keep.theme_keys == ["art", "work", "youth"]
    assert crowded.theme_keys == ["art", "health", "language", "work"]
    assert duplicate.theme_keys == ["art", "health", "youth"]


GONE, RUNS = Status.DISCONTINUED, Status.ACTIVE


@pytest.mark.parametrize(
    ("kept", "twin", "expected"),
    [
        # One that stays knows its end: it may have begun in that year, not after it.
        ((None, 2020, GONE), (2020, None, RUNS), (2020, 2020)),
        ((None, 2020, GONE), (2021, None, RUNS), (None, 2020)),
        ((2016, 2020, GONE), (2015, 2019, GONE), (2016, 2020)),
        # One that stays knows its launch: it may have ended in that year, not before it.
        ((2018, None, GONE), (None, 2018, GONE), (2018, 2018)),
        ((2018, None, GONE), (None, 2017, GONE), (2018, None)),
        # What runs has no end, whatever the duplicate says; what nobody knows of may have.
        ((2018, None, RUNS), (None, 2020, GONE), (2018, None)),
        ((2018, None, Status.UNKNOWN), (None, 2020, GONE), (2018, 2020)),
        # Where both years are the duplicate's, they fit together.
        ((None, None, GONE), (2015, 2019, GONE), (2015, 2019)),
    ],
)
def test_a_merger_takes_no_year_that_would_put_the_end_before_the_launch(kept, twin, expected):
    keep, duplicate = (
        make_project(name, launched=launched, ended=ended, status=status)
        for name, (launched, ended, status) in (("Kept", kept), ("Twin", twin))
    )

    merge_projects(keep=keep, duplicate=duplicate, by=None)

    stored = Project.objects.get(pk=keep.pk)
    assert (stored.launched, stored.ended) == expected
    stored.full_clean()


@KINDS
def test_whoever_looks_after_the_duplicate_looks_after_the_one_that_stays(make, merge):
    keep, duplicate, ada, ben = make("Kept"), make("Twin"), make_visitor(), make_visitor()
    kind = type(keep)._meta.model_name
    for user, entry in ((ada, duplicate), (ben, keep), (ben, duplicate)):
        Caretaker.objects.create(user=user, target_kind=kind, target_id=entry.pk)

    merge(keep=keep, duplicate=duplicate, by=None)

    assert {caretaker.user for caretaker in Caretaker.objects.of_entry(keep)} == {ada, ben}


def test_every_model_that_names_an_entry_by_its_kind_and_key_says_so():
    named = {
        model
        for model in apps.get_models()
        if {"target_kind", "target_id"} <= {field.name for field in model._meta.concrete_fields}
    }

    assert named == {model for model in apps.get_models() if hasattr(model, "names_entry")}
    assert named == {
        Caretaker,
        CaretakerStep,
        ContactAddress,
        EntryText,
        Invitation,
        Question,
        SignOfLife,
        Submission,
        VisitorsWord,
    }
