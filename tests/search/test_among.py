"""A set of any size is one parameter of a query."""

import pytest
from pyroaring import BitMap

from projects.models import Partnership, Project
from search.among import Among
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def projects():
    return [make_project(name) for name in ("One", "Two", "Three")]


def test_those_of_a_set_are_found_and_no_others(projects):
    one, _two, three = projects
    found = Project.objects.filter(Among("pk", BitMap([one.pk, three.pk])))
    assert set(found) == {one, three}
    assert set(Project.objects.exclude(Among("pk", [one.pk]))) == set(projects) - {one}


def test_of_an_empty_set_nothing_is_found_and_nothing_asked(projects, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert not Project.objects.filter(Among("pk", [])).exists()
    assert Project.objects.exclude(Among("pk", [])).count() == len(projects)


def test_a_set_may_have_more_than_a_query_has_parameters(projects):
    everything = BitMap(range(100_000)) | BitMap(project.pk for project in projects)
    assert Project.objects.filter(Among("pk", everything)).count() == len(projects)


def test_the_column_of_a_foreign_key_will_do(projects):
    one, two, _three = projects
    partnerships = [Partnership.objects.create(project=each, organisation=make_organisation()) for each in (one, two)]
    assert list(Partnership.objects.filter(Among("project_id", {one.pk}))) == partnerships[:1]
