"""The page of a project: who is behind it, and what does the same at home and abroad."""

import re

import pytest

from entries.actions import withdraw
from projects.models import Status
from tests.factories import make_curator, make_organisation, make_project

pytestmark = pytest.mark.django_db


def cards_of(client, project, section):
    """Return the names on the cards of a section of a project's page; at an address of its own, as pages are kept."""
    return [entry.name for entry in client.get(f"{project.get_absolute_url()}?{section}").context[section]]


def test_an_organisation_that_is_not_public_is_not_named(client):
    shown, withdrawn = make_organisation("Shown"), make_organisation("Withdrawn")
    draft = make_organisation("Draft", published=False)
    project = make_project(organisations=[shown, withdrawn, draft])
    withdraw(withdrawn, by=make_curator())

    page = client.get(project.get_absolute_url()).content.decode()

    behind = page[page.index("<dt>Run by</dt>") :]
    assert re.findall(r"<bdi>(.*?)</bdi>", behind[: behind.index("</dd>")]) == ["Shown"]
    assert "Withdrawn" not in page
    assert "Draft" not in page


def test_the_number_of_queries_does_not_grow_with_organisations_and_similar_projects(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    lone = make_project("Lone", themes=("housing",), organisations=[make_organisation()])
    make_project("Its neighbour", themes=("housing",))
    make_project("Its like abroad", themes=("housing",), cities=("paris",), country="FR", status=Status.ACTIVE)
    busy = make_project("Busy", organisations=[make_organisation() for _ in range(5)])
    for number in range(10):
        make_project(status=Status.ACTIVE, cities=(("berlin", "paris")[number % 2],), country=("DE", "FR")[number % 2])
    client.get(make_project(themes=("health",)).get_absolute_url())

    with django_assert_max_num_queries(14) as asked:
        client.get(lone.get_absolute_url())
    with django_assert_num_queries(len(asked)):
        client.get(busy.get_absolute_url())


def test_what_does_the_same_stands_apart_by_country_and_only_once(client):
    project = make_project("Here")
    make_project("Same city")
    make_project("Same country", cities=("hamburg",), status=Status.ACTIVE)
    make_project("Abroad", cities=("paris",), country="FR", status=Status.ACTIVE)
    make_project("Abroad, not known whether it runs", cities=("paris",), country="FR")
    make_project("Other theme", themes=("housing",))
    make_project("Ended", status=Status.DISCONTINUED)
    make_project("Draft", published=False)

    assert cards_of(client, project, "related") == ["Same city", "Same country"]
    assert cards_of(client, project, "abroad") == ["Abroad"]


def test_without_a_country_nothing_counts_as_abroad(client):
    project = make_project("Somewhere", cities=(), country="")
    make_project("Paris", cities=("paris",), country="FR", status=Status.ACTIVE)

    assert cards_of(client, project, "abroad") == []
    assert cards_of(client, project, "related") == ["Paris"]


def test_what_ended_leads_abroad_where_nothing_does_the_same_at_home(client):
    project = make_project("Gone", status=Status.DISCONTINUED)
    make_project("Paris", cities=("paris",), country="FR", status=Status.ACTIVE)

    page = client.get(project.get_absolute_url()).content.decode()

    assert "These are active and do something similar:" in page


def notice_of_end(client, project):
    """Return what the notice names, and the whole of it."""
    page = client.get(project.get_absolute_url()).content.decode()
    notice = page.split("notice--ended")[1].split('class="summary"')[0]
    return re.findall(r"<a [^>]*><bdi>(.*?)</bdi>", notice), notice


@pytest.fixture
def gone():
    return make_project("Gone", status=Status.DISCONTINUED, successor=make_project("Heir", status=Status.ACTIVE))


def test_what_ended_names_its_successor_once(client, gone):
    names, notice = notice_of_end(client, gone)
    assert names == ["Heir"]
    assert "something similar" not in notice
    assert "We know of no active project" not in notice


@pytest.mark.parametrize("place", [{}, {"cities": ("paris",), "country": "FR"}])
def test_beside_its_successor_it_names_others_at_home_and_abroad(client, gone, place):
    make_project("Other", status=Status.ACTIVE, **place)
    assert notice_of_end(client, gone)[0] == ["Heir", "Other"]


def test_a_successor_that_is_not_published_is_no_answer(client, gone):
    withdraw(gone.successor, by=make_curator())
    names, notice = notice_of_end(client, gone)
    assert names == []
    assert "We know of no active project" in notice
