"""Merging two entries on one page: both side by side, a choice a field, and undone as a whole with one click."""

from datetime import date

import pytest

from cluster.models import Event
from entries.actions import MergerError, merge_two, save_entry, store_texts, undo_merger
from entries.models import EntryText, FormerAddress, Merger, PublicationState
from organisations.models import Organisation
from projects.models import Project, Status
from submissions.actions import add_caretaker
from submissions.models import Caretaker
from tests.cluster.making import make_event
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_organisation, make_project, make_visitor
from tests.upkeep.making import make_sign
from upkeep.models import SignOfLife

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
MERGERS = "/admin/entries/merger/"


@pytest.fixture
def curator():
    return make_group_curator("anna@example.org")


@pytest.fixture
def client(curator):
    return client_of(curator)


def list_of(entry):
    return f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/"


def ask(client, *entries):
    data = {"action": "merge_entries", "_selected_action": [entry.pk for entry in entries]}
    return client.post(list_of(entries[0]), data)


def answer(client, page, entries, **typed):
    return client.post(list_of(entries[0]), form_of(page, "merge_form") | typed, follow=True)


def columns_of(entry):
    """Return all that is stored of an entry, but for when and how often it was written."""
    stored = type(entry).objects.get(pk=entry.pk)
    written = {"revision", "updated_at", "edited_at"}
    values = {field.attname: getattr(stored, field.attname) for field in stored._meta.concrete_fields}
    tags = {name: sorted(getattr(stored, name).values_list("slug", flat=True)) for name in ("themes", "cities")}
    return {name: value for name, value in values.items() if name not in written} | tags


def undo(client, merger):
    return client.post(MERGERS, {"undo": merger.pk}, follow=True).content.decode()


def test_the_page_shows_both_side_by_side_with_what_differs_and_how_alike_it_is(client):
    one = make_project("Lingo Lab", summary="Learn German together.", website="https://lingo.example")
    other = make_project("Lingo-Lab", summary="A kitchen for everybody.", website="https://www.lingo.example/start")
    add_caretaker(other, user=make_visitor("ada@example.org"))

    page = ask(client, one, other)

    form = page.context["form"]
    rows = {str(row.label): row for row in form.rows}
    assert {"name", "summary", "website"} <= rows.keys()
    assert [side.text for side in rows["summary"].sides] == ["Learn German together.", "A kitchen for everybody."]
    assert rows["website"].likeness == 100
    assert not rows["name"].is_unlike
    assert rows["summary"].is_unlike
    html = page.content.decode()
    assert "They differ much: summary." in html
    assert ("caretakers", [0, 1]) in form.hanging_on


def test_each_field_is_taken_from_the_entry_that_was_chosen(client):
    one = make_project("Kept", summary="One.", website="https://one.example", sources="https://a.example")
    other = make_project("Twin", summary="Other.", website="https://other.example", sources="https://b.example")
    page = ask(client, one, other)

    answer(client, page, [one, other], keep=one.pk, take_summary=other.pk, take_website=one.pk)

    one = Project.objects.get(pk=one.pk)
    assert (one.name, one.slug, one.summary, one.website) == ("Kept", "kept", "Other.", "https://one.example")
    assert one.source_list == ["https://a.example", "https://b.example"]


def test_the_language_of_a_text_comes_with_it(client):
    one, other = make_project("Kept", text_language="en"), make_project("Twin", summary="Hilft.", text_language="de")
    answer(client, ask(client, one, other), [one, other], keep=one.pk, take_summary=other.pk)
    one = Project.objects.get(pk=one.pk)
    assert (one.summary, one.text_language) == ("Hilft.", "de")


def test_an_organisation_that_takes_the_other_name_is_still_found_by_its_own(client):
    one, other = make_organisation("Old name"), make_organisation("New name")
    answer(client, ask(client, one, other), [one, other], keep=one.pk, take_name=other.pk, take_other_names="")
    one = Organisation.objects.get(pk=one.pk)
    assert (one.name, one.name_list) == ("New name", ["Old name"])


def test_a_choice_that_cannot_be_is_refused_beside_its_field(client):
    one = make_project("Kept", status=Status.DISCONTINUED, ended=2018)
    other = make_project("Twin", status=Status.ACTIVE, launched=2020)
    page = ask(client, one, other)
    response = answer(client, page, [one, other], keep=one.pk, take_launched=other.pk, take_ended=one.pk)
    assert "It cannot have ended before it was launched." in response.content.decode()
    assert not Merger.objects.exists()


@pytest.mark.parametrize("typed", ["999", "x", "\0", "both"])
def test_a_choice_that_is_none_changes_nothing(client, typed):
    one, other = make_project("Kept", summary="One."), make_project("Twin", summary="Other.")
    response = answer(client, ask(client, one, other), [one, other], keep=one.pk, take_summary=typed)
    assert "Select a valid choice" in response.content.decode() or "Null characters" in response.content.decode()
    assert not Merger.objects.exists()


def test_whoever_decides_on_what_was_edited_since_looks_again(client):
    one, other = make_project("Kept"), make_project("Twin", summary="As it was.")
    page = ask(client, one, other)
    other.summary = "Edited."
    save_entry(other, by=None)
    response = answer(client, page, [one, other], keep=one.pk)
    assert "edited after you opened this page" in response.content.decode()
    assert "Edited." in response.content.decode()
    assert answer(client, response, [one, other], keep=one.pk).status_code == 200
    assert Merger.objects.count() == 1


def test_the_second_of_two_who_merge_the_same_is_told(client):
    one, other = make_project("Kept"), make_project("Twin")
    second = client_of(make_group_curator("berta@example.org"))
    page, late = ask(client, one, other), ask(second, one, other)
    answer(client, page, [one, other], keep=one.pk)
    response = answer(second, late, [one, other], keep=other.pk)
    assert "These two have been merged already" in response.content.decode()
    assert Merger.objects.count() == 1


# Undoing


def full_pair():
    """Return two projects, and things of every sort that name the second."""
    lead, second = make_organisation("Lead"), make_organisation("Second")
    one = make_project("Kept", themes=("art",), cities=("berlin",), organisations=[lead])
    other = make_project(
        "Twin", themes=("jobs",), cities=("paris",), organisations=[lead, second], website="https://t.example"
    )
    store_texts(other, {"summary": "Вчить."}, language="uk", origin="person")
    add_caretaker(other, user=make_visitor("ada@example.org"))
    make_sign(other)
    third = make_project("Third", status=Status.DISCONTINUED, successor=other)
    return one, Project.objects.get(pk=other.pk), third


def test_one_click_brings_back_both_with_all_that_hung_on_them(client, curator):
    one, other, third = full_pair()
    before = [columns_of(entry) for entry in (one, other)]
    answer(client, ask(client, one, other), [one, other], keep=one.pk, take_name=other.pk)
    assert Project.objects.get(pk=one.pk).name == "Twin"
    merger = Merger.objects.get()

    html = undo(client, merger)

    assert "both are there again" in html
    assert "left as it is" not in html
    assert [columns_of(entry) for entry in (one, other)] == before
    assert Project.objects.get(pk=third.pk).successor == other
    assert EntryText.objects.of_entry(other).count() == 1
    assert Caretaker.objects.of_entry(other).count() == 1
    assert SignOfLife.objects.of_entry(other).count() == 1
    assert not FormerAddress.objects.exists()
    assert client.get("/projects/twin/").status_code == 200
    assert set(Project.objects.published()) == {one, other, third}
    version = other.history.latest()
    assert (version.history_user, version.history_change_reason) == (curator, "Merger of twin into kept undone")
    merger.refresh_from_db()
    assert (merger.undone_by, merger.by) == (curator, curator)


def test_organisations_get_their_projects_networks_and_events_back(client, curator):
    network = make_organisation("Network", kind="network")
    one, other = make_organisation("Kept"), make_organisation("Twin", networks=[network])
    both = make_project("Of both", organisations=[one, other])
    own = make_project("Of the twin", organisations=[other])
    event = make_event(organiser=other)
    before = [columns_of(entry) for entry in (one, other, both, own)]
    merger = merge_two(keep=one, duplicate=other, by=curator)
    assert Event.objects.get().organiser == one

    assert undo_merger(merger, by=curator) == []

    assert [columns_of(entry) for entry in (one, other, both, own)] == before
    assert set(both.organisations.all()) == {one, other}
    assert list(own.organisations.all()) == [other]
    assert (list(one.networks.all()), list(other.networks.all())) == ([], [network])
    assert Event.objects.get(pk=event.pk).organiser == other


def test_what_was_edited_since_stays_and_is_said(client, curator):
    one, other, third = full_pair()
    merger = merge_two(keep=one, duplicate=other, by=curator)
    one = Project.objects.get(pk=one.pk)
    one.website, one.description = "https://edited.example", "Written since."
    save_entry(one, by=curator)
    third = Project.objects.get(pk=third.pk)
    third.successor = None
    save_entry(third, by=curator)

    html = undo(client, merger)

    one, other = Project.objects.get(pk=one.pk), Project.objects.get(pk=other.pk)
    assert "Edited since, and left as it is: projects, Kept: website." in html
    assert (one.website, one.description) == ("https://edited.example", "Written since.")
    assert other.publication == PublicationState.PUBLISHED
    assert Project.objects.get(pk=third.pk).successor is None


def test_what_came_since_stays_with_the_entry_that_it_came_to(curator):
    one, other, _third = full_pair()
    merger = merge_two(keep=one, duplicate=other, by=curator)
    add_caretaker(one, user=make_visitor("new@example.org"))
    undo_merger(merger, by=curator)
    assert [row.user.email for row in Caretaker.objects.of_entry(one)] == ["new@example.org"]


def test_a_merger_is_undone_once(client, curator):
    one, other = make_project("Kept"), make_project("Twin")
    merger = merge_two(keep=one, duplicate=other, by=curator)
    undo(client, merger)
    versions = one.history.count()
    assert "undone already" in undo(client, merger)
    assert "There is no such merger." in client.post(MERGERS, {"undo": "x\0"}, follow=True).content.decode()
    with pytest.raises(MergerError):
        undo_merger(merger, by=curator)
    assert one.history.count() == versions


def test_what_was_undone_can_be_merged_again(curator):
    one, other = make_project("Kept"), make_project("Twin")
    for _time in range(2):
        one, other = (Project.objects.get(pk=entry.pk) for entry in (one, other))
        undo_merger(merge_two(keep=one, duplicate=other, by=curator), by=curator)
    assert Merger.objects.count() == 2


def test_who_may_only_look_undoes_nothing(curator):
    merger = merge_two(keep=make_project("Kept"), duplicate=make_project("Twin"), by=curator)
    viewer = make_visitor(is_staff=True)
    viewer.user_permissions.set(curator.groups.get().permissions.filter(codename__startswith="view_"))
    assert client_of(viewer).post(MERGERS, {"undo": merger.pk}).status_code == 403


def test_no_row_of_a_person_is_copied(curator):
    one, other, _third = full_pair()
    merger = merge_two(keep=one, duplicate=other, by=curator)
    assert "ada@example.org" not in str(merger.before)
    assert list(merger.before["links"]["submissions.Caretaker"].values()) == [{"target_id": str(other.pk)}] or [
        {"target_id": other.pk}
    ]


def test_the_list_of_mergers_asks_as_much_for_many_as_for_two(client, curator, django_assert_max_num_queries):
    for number in range(6):
        merge_two(keep=make_project(f"Kept {number}"), duplicate=make_project(f"Twin {number}"), by=curator)
    with django_assert_max_num_queries(14):
        client.get(MERGERS)


def test_a_later_date_of_trust_stays_whatever_is_chosen(client):
    one, other = (
        make_project("Kept", confirmed_on=date(2026, 1, 1)),
        make_project("Twin", confirmed_on=date(2026, 5, 1)),
    )
    page = ask(client, one, other)
    assert "take_confirmed_on" not in page.context["form"].fields
    answer(client, page, [one, other], keep=one.pk)
    assert Project.objects.get(pk=one.pk).confirmed_on == date(2026, 5, 1)
