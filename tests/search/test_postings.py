"""The index of terms follows what is written, and the check finds what does not fit."""

import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from entries.actions import confirm_entry, save_entry, storing, withdraw
from operations.deriving import declared_derived
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Project, Role
from search import blocks, postings
from search.models import IndexNumber, OrderBlock, Posting
from tests.factories import make_city, make_organisation, make_project

pytestmark = pytest.mark.django_db


def entries(field, term, kind="project"):
    found = Posting.objects.filter(kind=kind, field=field, term=term).values_list("entries", flat=True).first()
    return set(BitMap.deserialize(bytes(found))) if found else set()


def in_order(name, kind="project"):
    rows = OrderBlock.objects.filter(kind=kind, order=name).order_by("first")
    return [number for block in rows for number in blocks.unpack_ids(block.members)]


def nothing_differs():
    return [sentence for derived in declared_derived() for sentence in derived.differences()] == []


def test_an_entry_stands_under_its_words_facets_and_orders():
    one = make_project("Alpha", cities=["berlin"], status="active", languages=["ar", "de"], launched=2015)
    other = make_project("Beta", cities=["berlin", "paris"], launched=2019)
    assert entries("name", "alpha") == {one.pk}
    assert entries("city_keys", "berlin") == {one.pk, other.pk}
    assert entries("city_keys", "paris") == {other.pk}
    assert entries("languages", "ar") == entries("status", "active") == entries("launched", "2015") == {one.pk}
    assert in_order("name") == [one.pk, other.pk]
    assert in_order("launched") == [other.pk, one.pk]
    assert nothing_differs()


def test_it_follows_edits_confirmations_and_withdrawals():
    one, other = make_project("Alpha", cities=["berlin"]), make_project("Beta")
    one.name = "Gamma"
    save_entry(one, cities=[make_city("hamburg")])
    assert entries("name", "alpha") == set()
    assert entries("city_keys", "hamburg") == {one.pk}
    assert in_order("name") == [other.pk, one.pk]
    confirm_entry(one, by=None, on=date(2026, 1, 1))
    assert in_order("fresh") == [one.pk, other.pk]
    withdraw(other, by=None)
    assert in_order("name") == in_order("fresh") == [one.pk]
    assert entries("everything", "") == {one.pk}
    assert nothing_differs()


def test_an_edit_that_changes_nothing_of_it_leaves_the_index_alone():
    project = make_project("Alpha")
    number = IndexNumber.current()
    save_entry(project)
    assert IndexNumber.current() == number


def test_an_edit_writes_only_the_terms_that_it_changes():
    project = make_project("Alpha")
    make_project("Beta")
    before, _rebuilt = IndexNumber.current()
    project.name = "Alpha Gamma"
    save_entry(project)
    changed = Posting.objects.filter(changed__gt=before).values_list("field", "term")
    assert set(changed) == {
        ("name", "gamma"), ("name", "alphagamma"), ("name_words", "1"), ("name_words", "2")
    }  # fmt: skip


def test_an_edit_reads_the_terms_that_it_changes_and_no_other():
    with CaptureQueriesContext(connection) as queries:
        make_project(name="Willkommen", summary="Words of several columns")
    [read] = [query["sql"] for query in queries if query["sql"].startswith("SELECT field, term, entries FROM")]
    assert len(set(re.findall("field = '(.*?)'", read))) > 1
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            steps = cursor.execute(f"EXPLAIN QUERY PLAN {read}").fetchall()
        assert all("SCAN" not in step[-1] for step in steps), steps


def test_what_names_an_entry_is_indexed_where_its_name_is_another_and_only_there(monkeypatch):
    organisation = make_organisation(summary="")
    project = make_project(name="Willkommen", organisations=[organisation])
    indexed = []
    monkeypatch.setattr(storing, "index_what_names", lambda entry: indexed.append(entry.name))
    project.summary = "Something else"
    save_project(project, partnerships=[(organisation, Role.LEAD)])
    confirm_entry(project, by=None, on=date(2026, 3, 1))
    assert indexed == []
    project.name = "Welcome"
    save_project(project)
    save_project(project, partnerships=[(organisation, Role.PARTNER)])
    withdraw(project, by=None)
    assert indexed == ["Welcome"] * 3


def test_blocks_of_an_order_split_and_stay_in_order(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 4)
    monkeypatch.setattr(blocks, "MOST_IN_A_BLOCK", 8)
    names = [f"P{number * 7 % 30:02}" for number in range(30)]
    made = {name: make_project(name) for name in names}
    assert OrderBlock.objects.filter(kind="project", order="name").count() > 3
    assert in_order("name") == [made[name].pk for name in sorted(names)]
    made["P03"].name = "P99"
    save_entry(made["P03"])
    for name in ("P00", "P29"):
        withdraw(made[name], by=None)
    left = [name for name in sorted(names) if name not in ("P00", "P03", "P29")]
    assert in_order("name") == [*(made[name].pk for name in left), made["P03"].pk]
    assert nothing_differs()


def test_the_check_names_what_is_wrong_and_reindex_mends_it():
    project, other = make_project("Alpha"), make_organisation("Beta")
    call_command("reindex", check=True, stdout=StringIO())
    Posting.objects.filter(kind="project", field="name", term="alpha").update(entries=BitMap([99]).serialize())
    OrderBlock.objects.filter(kind="organisation", order="newest").delete()
    Organisation.objects.filter(pk=other.pk).update(kind="academia")
    with pytest.raises(CommandError) as refused:
        call_command("reindex", check=True, stdout=StringIO())
    for sentence in (
        f"documents of the search: organisation {other.slug}",
        "project: name “alpha” is indexed wrong",
        "organisation: the order “newest” is wrong",
    ):
        assert sentence in str(refused.value)
    call_command("reindex", stdout=StringIO())
    call_command("reindex", check=True, stdout=StringIO())
    assert entries("name", "alpha") == {project.pk}


def test_made_anew_it_is_what_it_was():
    for number in range(5):
        make_project(f"Alpha {number}", cities=["berlin"] if number % 2 else ["paris"])
    make_project("Draft", published=False)
    filled = Posting.objects.exclude(entries=BitMap().serialize())
    rows = list(filled.values_list("kind", "field", "term", "entries"))
    orders = {name: in_order(name) for name in Project.ORDERS}
    call_command("reindex", stdout=StringIO())
    again = Posting.objects.values_list("kind", "field", "term", "entries")
    assert sorted(map(repr, again)) == sorted(map(repr, rows))
    assert {name: in_order(name) for name in Project.ORDERS} == orders
    assert postings.misfits("project") == []
