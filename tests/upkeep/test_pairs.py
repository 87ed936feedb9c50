"""Entries that are likely to be one: how they are found, what curators see, and that nobody is asked twice."""

import pytest

from entries import likeness
from entries.actions import merge_two, withdraw
from operations.scheduling import declared_jobs
from organisations.models import Organisation
from projects.models import Project
from tests.curators import client_of, make_group_curator
from tests.factories import make_organisation, make_project
from upkeep import pairing
from upkeep.models import LikelyPair
from upkeep.pairing import likely_pairs

pytestmark = pytest.mark.django_db
PAIRS = "/admin/upkeep/likelypair/"


@pytest.fixture
def desk():
    return client_of(make_group_curator("ada@example.org"))


@pytest.fixture
def twins():
    return make_project("Refugee Radio"), make_project("Refugee Ratio")


def look():
    return declared_jobs()["find_duplicates"].run()


def lines(client):
    return [line for line in client.get("/admin/").context["waiting"] if line.kind == "likely duplicates"]


def decide(client, action, pairs):
    return client.post(PAIRS, {"action": action, "_selected_action": [pair.pk for pair in pairs]})


def test_names_that_are_nearly_the_same_and_the_same_website_make_a_pair(twins):
    one = make_project("Lingo", website="https://lingo.example/")
    other = make_project("Language tandem", website="http://www.lingo.example")
    make_project("Quite another")
    make_project("Refugee Radios", published=False)

    found = likely_pairs(Project)

    assert found.keys() == {(twins[0].pk, twins[1].pk), (one.pk, other.pk)}
    assert found[one.pk, other.pk] == 100
    assert 88 <= found[twins[0].pk, twins[1].pk] < 100


def test_no_more_than_can_be_worked_through_are_found_and_the_likeliest_first(monkeypatch, twins):
    make_project("Refugee Radio")
    monkeypatch.setattr(pairing, "MOST_PAIRS", 1)

    assert list(likely_pairs(Project).values()) == [100]


def test_those_told_apart_take_the_place_of_no_others(desk, monkeypatch, twins):
    monkeypatch.setattr(pairing, "MOST_PAIRS", 1)
    look()
    decide(desk, "tell_them_apart", LikelyPair.objects.all())
    others = make_project("Lingo lab"), make_project("Lingo labs")
    look()

    assert [(pair.one_id, pair.other_id) for pair in LikelyPair.objects.undecided()] == [
        tuple(entry.pk for entry in others)
    ]


def test_a_page_that_very_many_lead_to_makes_no_pairs(monkeypatch):
    monkeypatch.setattr(likeness, "MOST_WITH_A_PAGE", 2)
    for name in ("Garden", "Choir", "Kitchen"):
        make_project(name, website="https://platform.example/")
    one, other = (make_project(name, website="https://own.example/") for name in ("Tandem", "Mentors"))

    assert list(likely_pairs(Project)) == [(one.pk, other.pk)]


def test_names_that_are_many_and_all_alike_are_picked_from_as_they_come(monkeypatch):
    for number in range(6):
        make_project(f"Freifunk Musterstadt {number}")
    last = make_project("Freifunk Musterstadt 0")
    monkeypatch.setattr(pairing, "MOST_PAIRS", 1)
    monkeypatch.setattr(pairing, "KEPT", 3)

    found = likely_pairs(Project)
    assert list(found) == [(Project.objects.earliest("pk").pk, last.pk)]
    assert list(found.values()) == [100]


def test_the_start_page_names_them_and_leads_to_both(desk, twins):
    make_organisation("Helpers")
    make_organisation("Helpers")
    assert look() == "Pairs of entries that are alike: 2, new ones: 2; told apart: 0."

    (line,) = lines(desk)
    first, second = line.named

    assert line.count == 2
    assert (first.name, second.name) == ("Helpers – Helpers", "Refugee Radio – Refugee Ratio")
    both = desk.get(second.address)
    assert {entry.pk for entry in both.context["cl"].result_list} == {project.pk for project in twins}
    assert len(desk.get(PAIRS).context["cl"].result_list) == 2


def test_those_told_apart_are_not_asked_about_again_until_a_curator_wants_it(desk, twins):
    look()
    decide(desk, "tell_them_apart", LikelyPair.objects.all())

    decide(client_of(make_group_curator("ben@example.org")), "tell_them_apart", LikelyPair.objects.all())

    pair = LikelyPair.objects.get()
    assert pair.told_apart_by.email == "ada@example.org"
    assert lines(desk) == []
    assert look() == "Pairs of entries that are alike: 0, new ones: 0; told apart: 1."
    assert lines(desk) == []
    decide(desk, "ask_about_them_again", [pair])
    assert [line.count for line in lines(desk)] == [1]


def test_what_is_merged_or_withdrawn_is_asked_about_no_more(desk, twins):
    other, same = make_organisation("Helpers"), make_organisation("Helpers")
    look()
    merge_two(keep=twins[0], duplicate=twins[1], by=None)
    withdraw(same, by=None)

    assert lines(desk) == []
    look()
    assert not LikelyPair.objects.exists()
    assert Organisation.objects.published().get() == other


def test_the_list_takes_as_many_queries_for_ten_rows_as_for_two(desk, twins, django_assert_max_num_queries):
    for number in range(4):
        make_project(f"Refugee Radio {number}")
    look()
    assert LikelyPair.objects.count() > 5
    with django_assert_max_num_queries(16):
        assert desk.get(PAIRS).status_code == 200


def test_a_pair_of_which_one_is_gone_is_shown_all_the_same(desk, twins):
    look()
    Project.objects.filter(pk=twins[1].pk).delete()

    assert "Refugee Radio" in desk.get(PAIRS).content.decode()
