"""What is written together is indexed at the end, and then as if each had been indexed by itself."""

import pytest

from entries import indexing
from entries.actions import save_entry, withdraw
from entries.indexing import indexed_together
from operations.deriving import compare_derived
from operations.turns import turn
from projects.models import Project
from search.models import SearchDocument
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


def documents():
    rows = SearchDocument.objects.values()
    return {(row["kind"], row["object_id"]): {**row, "id": None} for row in rows}


def test_entries_are_found_once_the_block_is_over():
    with indexed_together():
        project = make_project("Lotsen", themes=["housing"], cities=["hamburg"])
        assert not SearchDocument.objects.filter(kind="project", object_id=project.pk).exists()

    assert SearchDocument.objects.filter(kind="project", object_id=project.pk).exists()
    compare_derived()


def test_all_that_is_found_by_the_name_of_another_is_indexed_too():
    organisation = make_organisation("Alter Name")
    project = make_project(organisations=[organisation])
    other = make_project()
    with indexed_together():
        organisation.name = "Leuchtturm"
        save_entry(organisation, by=None)
        theme = make_theme("health")
        save_entry(other, by=None, themes=[theme], cities=[make_city("bonn")])

    together = documents()
    assert "leuchtturm" in repr(together["project", project.pk])
    for entry in (organisation, project, other):
        save_entry(type(entry).objects.get(pk=entry.pk), by=None)
    assert documents() == together


def test_nobody_is_asked_who_names_what_keeps_its_name(monkeypatch):
    organisation = make_organisation("Leuchtturm")
    project = make_project(organisations=[organisation])
    asked = []
    monkeypatch.setattr(indexing, "_what_names", lambda model, keys: asked.append(set(keys)) or [])
    with indexed_together():
        project.summary = "Something else."
        save_entry(project, by=None)
    assert asked == []
    with indexed_together():
        project.name = "Ein anderer"
        save_entry(project, by=None)
    assert asked == [{project.pk}]


def test_what_was_withdrawn_in_the_block_is_not_found():
    project = make_project()
    with indexed_together():
        project.name = "Ein anderer"
        save_entry(project, by=None)
        withdraw(project, by=None)

    assert not SearchDocument.objects.filter(kind="project", object_id=project.pk).exists()
    compare_derived()


def test_a_block_in_a_block_is_a_part_of_it():
    with indexed_together():
        with indexed_together():
            make_project()
        assert not SearchDocument.objects.exists()
    assert SearchDocument.objects.count() == 1


def test_a_block_that_fails_leaves_nothing_to_the_next():
    with pytest.raises(ZeroDivisionError), turn(), indexed_together():
        make_project("Verloren")
        raise ZeroDivisionError
    make_project("Gefunden")

    assert [project.name for project in Project.objects.all()] == ["Gefunden"]
    assert SearchDocument.objects.count() == 1
