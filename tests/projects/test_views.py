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
