"""Names in the order of CLDR, on both databases."""

import re
from pathlib import Path

import pytest
import pyuca
from django.utils.translation import override
from django_countries import collator

from entries.actions import save_entry
from entries.indexing import reindex
from entries.ordering import LONGEST_KEY, order_key
from projects.models import Project
from taxonomy.collation import Collator
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


def test_the_keys_are_those_of_the_whole_table():
    """The site's collator reads of the table what it meets; pyuca's own has read all of it."""
    whole = pyuca.collator.Collator_9_0_0()
    table = (Path(pyuca.__file__).parent / "allkeys-9.0.0.txt").read_text()
    lines = re.findall(r"^[0-9A-F]{4}[0-9A-F ]*", table, re.MULTILINE)
    texts = ["".join(chr(int(code, 16)) for code in line.split()) for line in lines]
    # What has no line, as most of the Chinese has not, and what begins as a line of several does.
    texts += [chr(code) for code in range(0x3400, 0x30000, 97) if not 0xD800 <= code < 0xE000]
    texts += [text[0] + texts[number % 5000] for number, text in enumerate(texts) if len(text) > 1]

    assert isinstance(collator, Collator)
    assert [text for text in texts if collator.sort_key(text) != whole.sort_key(text)] == []


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
