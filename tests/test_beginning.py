"""Each test begins with what the migrations and the lists that ship have written, whatever one before it committed."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.test import TransactionTestCase

from projects.models import Project
from screening.models import BlockedDomain
from submissions.models import Reply
from tests import beginning
from tests.factories import make_project, make_visitor

pytestmark = pytest.mark.django_db(transaction=True)


def everything():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Group, Group.permissions.through, ContentType, BlockedDomain, Reply, Project)
    ]


@pytest.fixture
def change_all():
    """Add rows, take away and change some of what was there; returns what had been there."""
    before = everything()
    make_project("Lingo Lab", themes=["language"])
    make_visitor()
    Group.objects.all().delete()
    BlockedDomain.objects.update(note="Changed")
    Reply.objects.order_by("pk").first().delete()
    return before


def test_what_a_test_commits_is_taken_back(change_all):
    assert everything() != change_all
    TransactionTestCase._fixture_teardown(None)
    assert everything() == change_all


def test_where_taking_it_back_goes_wrong_the_next_test_begins_with_it(change_all, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(beginning, "_rows_of", None)
        with pytest.raises(TypeError):
            TransactionTestCase._fixture_teardown(None)
    assert everything() != change_all
    beginning.begin_again()
    assert everything() == change_all
    assert Group.objects.filter(name="Curators").exists()


@pytest.mark.browser
def test_beside_a_browser_the_connections_are_those_of_before(connections_of_the_tests, playwright):
    assert connections["default"] is connections_of_the_tests["default"]
