"""What a worker keeps of the index: of one moment, followed by number, within bounds; writers and readers at once."""

import sqlite3
import threading
from contextlib import closing

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pyroaring import BitMap

from entries.actions import save_entry, withdraw
from operations.deriving import declared_derived
from operations.turns import turn
from projects.models import Project
from search import index
from search.index import Index, KeptWords, current_index, one_state
from search.models import IndexNumber
from search.query import parse
from search.results import Finder, find
from tests.factories import make_project

ALPHA = ("alpha", True)


def alphas():
    return find(Project.objects.published(), parse("alpha")).keys()


def in_threads(*works):
    """Run functions beside each other, each on a connection of its own; raises what one of them raised."""
    raised = []

    def run(work):
        try:
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


@pytest.fixture
def for_threads(transactional_db, monkeypatch, tmp_path):
    """A database that threads may use beside each other: in the memory of SQLite they would lock each other out."""
    if connection.vendor == "sqlite":
        path = tmp_path / "threads.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as file:
            connection.connection.backup(file)
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))


@pytest.mark.django_db(transaction=True)
def test_what_was_read_is_kept_and_only_what_changed_is_read_anew():
    one, other = make_project("Alpha one"), make_project("Alpha two")
    with one_state():
        assert alphas() == [one.pk, other.pk]
    with one_state(), CaptureQueriesContext(connection) as captured:
        assert alphas() == [one.pk, other.pk]
    assert len([query for query in captured if "search_" in query["sql"]]) == 1
    kept = index._kept["index"]
    one.name = "Omega"
    save_entry(one)
    with one_state():
        assert alphas() == [other.pk]
        assert current_index().facet("project", "city_keys") == kept.facet("project", "city_keys")
    # Who still reads the earlier state finds it as it was.
    assert Finder(kept, "project").found(parse("alpha")) == BitMap([one.pk, other.pk])


@pytest.mark.django_db(transaction=True)
def test_what_an_undone_transaction_saw_is_not_kept():
    make_project("Beta")
    with one_state():
        assert alphas() == []
    with pytest.raises(ZeroDivisionError), turn():
        make_project("Alpha")
        assert len(alphas()) == 1
        raise ZeroDivisionError
    make_project("Gamma")
    with one_state():
        assert alphas() == []


@pytest.mark.django_db(transaction=True)
def test_made_anew_nothing_of_before_counts():
    project = make_project("Alpha")
    with one_state():
        assert alphas() == [project.pk]
    number = IndexNumber.move_on()
    IndexNumber.objects.update(rebuilt=number)
    before = index._kept["index"]
    with one_state():
        assert alphas() == [project.pk]
        assert current_index().facets is not before.facets


def test_a_page_is_of_one_moment_whatever_is_written_meanwhile(for_threads):
    def page():
        projects = [make_project(f"Alpha {number}") for number in range(4)]
        with one_state():
            assert len(alphas()) == 4
            in_threads(lambda: withdraw(projects[0], by=None))
            rows = list(find(Project.objects.published(), parse("alpha")))
            assert len(rows) == len(alphas()) == Project.objects.published().count() == 4
        with one_state():
            assert len(alphas()) == 3

    in_threads(page)


def test_two_writers_and_a_reader_at_once_leave_the_index_right(for_threads):
    seen = []

    def write(mine, word):
        for project in mine:
            project.name = f"{project.name} {word}"
            save_entry(project)

    def read():
        for _time in range(20):
            with one_state():
                seen.append((len(alphas()), len(current_index().everything("project"))))

    def all_of_it():
        projects = [make_project(f"Alpha {number}") for number in range(6)]
        in_threads(lambda: write(projects[:3], "beta"), lambda: write(projects[3:], "gamma"), read)
        assert [sentence for derived in declared_derived() for sentence in derived.differences()] == []
        assert len(find(Project.objects.published(), parse("beta"))) == 3

    in_threads(all_of_it)
    assert set(seen) == {(6, 6)}


def test_words_are_kept_within_bounds_and_the_oldest_go(monkeypatch):
    words = KeptWords()
    columns = {"name": BitMap(range(0, 4000, 2))}
    monkeypatch.setattr(index, "MOST_BYTES", 3 * index._size(columns))
    for word in ("one", "two", "three"):
        words.keep(("project", word, True), columns)
    assert words.get(("project", "one", True)) == columns
    words.keep(("project", "four", True), columns)
    assert words.get(("project", "two", True)) is None
    assert words.get(("project", "one", True)) == columns


def test_a_changed_word_is_forgotten_under_each_of_its_beginnings():
    words = KeptWords()
    for key in (("al", True), ("alpha", True), ("alpha", False), ("alpine", True)):
        words.keep(("project", *key), {})
    left = words.without({("project", "alpha")})
    assert left.get(("project", "alpine", True)) == {}
    assert [left.get(("project", *key)) for key in (("al", True), ("alpha", True), ("alpha", False))] == [None] * 3


def test_a_reader_of_an_earlier_moment_gets_an_index_of_its_own(monkeypatch):
    later = Index(7, 1)
    monkeypatch.setattr(index, "_kept", {"index": later})
    assert index._followed(6, 1).number == 6
    assert index._followed(7, 1) is index._kept["index"] is later
