"""Entries that are likely to be one: how they are found, what curators see, and that nobody is asked twice."""

import pytest

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


def test_the_start_page_names_them_and_leads_to_both(desk, twins):
    make_organisation("Helpers")
    make_organisation("Helpers")
    assert look() == "Pairs of entries that are alike: 2, new ones: 2."

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

    pair = LikelyPair.objects.get()
    assert pair.told_apart_by.email == "ada@example.org"
    assert lines(desk) == []
    assert look() == "Pairs of entries that are alike: 1, new ones: 0."
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
