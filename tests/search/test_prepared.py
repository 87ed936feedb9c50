"""Queries that are written once give what the same queryset does, for other values and in another language as well."""

from datetime import date

import pytest
from django.utils.translation import override

from projects.models import Project
from search.prepared import Prepared, PreparedByKey
from taxonomy.models import Theme
from tests.factories import make_project, make_theme

pytestmark = pytest.mark.django_db


def called(name, since):
    return Project.objects.published().filter(name=name, confirmed_on__gte=since).order_by("pk")


def test_each_time_other_values_are_asked_for():
    prepared = Prepared(called, str, date)
    lingo = make_project("Lingo", confirmed_on=date(2025, 5, 1))
    tandem = make_project("Tandem", confirmed_on=date(2025, 6, 1))

    assert prepared.objects("Lingo", date(2025, 1, 1)) == [lingo]
    assert prepared.objects("Tandem", date(2025, 6, 1)) == [tandem]
    assert prepared.objects("Tandem", date(2025, 6, 2)) == []


def test_its_objects_are_those_of_the_queryset():
    make_project("Lingo", launched=2015, languages=["ar", "de"], themes=("housing",), confirmed_on=date(2025, 5, 1))
    values = ("Lingo", date(2025, 1, 1))

    [found], [expected] = Prepared(called, str, date).objects(*values), called(*values)

    columns = [field.attname for field in Project._meta.concrete_fields]
    assert {name: getattr(found, name) for name in columns} == {name: getattr(expected, name) for name in columns}


def test_a_value_may_stand_in_it_twice():
    projects = Project.objects.order_by().values_list("pk")
    prepared = Prepared(lambda word: projects.filter(name=word).union(projects.filter(audience=word)), str)
    named, for_them = make_project("Nurses"), make_project("Lingo", audience="Nurses")

    assert sorted(prepared.rows("Nurses")) == [(named.pk,), (for_them.pk,)]


def test_it_is_written_anew_in_another_language():
    make_theme("housing", name_en="Housing", name_de="Wohnen")
    prepared = Prepared(lambda slug: Theme.objects.filter(slug=slug).only("slug", "name"), str)

    for language, name in (("en", "Housing"), ("de", "Wohnen"), ("en", "Housing")):
        with override(language):
            assert [theme.name for theme in prepared.objects("housing")] == [name]


def test_by_their_keys_those_are_found_that_are_there(django_assert_num_queries):
    one, two = make_project("One"), make_project("Two")
    by_key = PreparedByKey(Project.objects.published)

    assert by_key.objects([two.pk, one.pk]) == {one.pk: one, two.pk: two}
    assert by_key.objects([two.pk, 4711]) == {two.pk: two}
    with django_assert_num_queries(0):
        assert by_key.objects([]) == {}
