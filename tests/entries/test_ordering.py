"""Names in the order of CLDR, on both databases."""

import pytest
from django.utils.translation import override

from entries.actions import save_entry
from entries.indexing import reindex
from entries.ordering import LONGEST_KEY, order_key
from projects.models import Project
from tests.cluster.making import make_publication
from tests.factories import make_project

# In order. Symbols, then digits, then the scripts; accents and capitals count only where the letters are the same.
IN_ORDER = [
    "#Unterkunft",
    "2nd Home",
    "Æther",
    "Ähre",
    "Baer",
    "Bahn",
    "bar",
    "Bar",
    "Bär",
    "Barn",
    "cote",
    "coté",
    "côte",
    "côté",
    "Łódź",
    "Lotse",
    "Löwe",
    "Zug",
    "Αθήνα",
    "Зоря",
    "Іван",
    "Їжак",
    "Йод",
    "سلام",
    "難民",
]


def shuffled():
    return sorted(IN_ORDER, key=lambda name: name[::-1])


def test_names_stand_in_the_order_of_the_alphabet():
    assert sorted(shuffled(), key=order_key) == IN_ORDER


@pytest.mark.django_db
def test_a_database_lists_them_so_whatever_its_own_rules(client):
    for name in shuffled():
        make_project(name)

    assert list(Project.objects.values_list("name", flat=True)) == IN_ORDER
    page = client.get("/projects/?sort=name&per_page=48").context["page_obj"]
    assert [project.name for project in page] == IN_ORDER


def test_the_longest_name_has_room():
    assert len(order_key("ﷺ" * 200)) <= LONGEST_KEY
    assert len(order_key("Ǖ" * 200)) <= LONGEST_KEY
    assert order_key("") == order_key("\u200b")


@pytest.mark.django_db
def test_a_key_follows_its_name_and_can_be_made_anew():
    project = make_project("Zug")
    project.name = "Ähre"
    save_entry(project)
    assert Project.objects.get().sort_key == order_key("Ähre")

    Project.objects.update(sort_key="", sort_name="")
    reindex(Project.objects.all())

    assert (Project.objects.get().sort_key, Project.objects.get().sort_name) == (order_key("Ähre"), "ahre")


@pytest.mark.django_db
def test_a_title_sorts_by_the_same_language_whoever_saves_it():
    with override("de"):
        publication = make_publication(title_en="Arrival", title_de="Zuletzt")

    assert publication.sort_key == order_key("Arrival")
