"""Texts in further languages from files: loaded once, never over what a person wrote, refused as a whole."""

import csv
import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from entries.actions import store_texts
from entries.models import EntryText, TextOrigin
from tests.factories import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path, capsys):
    """Return a function that loads a file of a name with lines, and returns what was told."""

    def run(*lines, name="summaries-de.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n")
        call_command("load_texts", str(path))
        return capsys.readouterr().out

    return run


def stored():
    return list(EntryText.objects.values_list("language", "field", "text", "origin"))


def test_a_file_is_loaded_once(load):
    make_project("Lingo", country="DE")
    rows = "name,country,summary,how_to_start", "Lingo,DE,Lehrt eine Sprache.,Anrufen"

    assert "2 stored" in load(*rows)
    assert stored() == [
        ("de", "how_to_start", "Anrufen", "machine"),
        ("de", "summary", "Lehrt eine Sprache.", "machine"),
    ]
    assert "0 stored" in load(*rows)


def test_what_a_person_wrote_stays(load):
    project = make_project("Lingo", country="DE")
    store_texts(project, {"summary": "Von Hand."}, language="de", origin=TextOrigin.PERSON)

    assert "was written by a person" in load("name,country,summary", "Lingo,DE,Maschine.")
    assert stored() == [("de", "summary", "Von Hand.", "person")]


def test_unknown_projects_are_named_and_the_others_loaded(load):
    make_project("Lingo", country="DE")

    told = load("name,country,summary", "Nobody,DE,Nichts.", "Lingo,DE,Lehrt.")
    assert "“Nobody” is no project" in told
    assert len(stored()) == 1


def test_an_original_in_the_language_of_the_file_stays_the_only_one(load):
    make_project("Lingo", country="DE", text_language="de")

    assert "0 stored" in load("name,country,summary", "Lingo,DE,Lehrt.")


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("summaries.csv", "Lingo,DE,Lehrt."),
        ("summaries-qq.csv", "Lingo,DE,Lehrt."),
        ("summaries-de.csv", f"Lingo,DE,{'x' * 481}"),
        ("summaries-de.csv", ",DE,Lehrt."),
    ],
)
def test_a_file_that_is_not_sound_is_refused_as_a_whole(load, name, row):
    make_project("Lingo", country="DE")

    with pytest.raises(CommandError):
        load("name,country,summary", "Lingo,DE,Gut.", row, name=name)
    assert stored() == []


# One person, and a friend: what a language says to nobody here.
TO_A_FRIEND = {
    "de": r"dich|dir|dein\w*",
    "fr": r"tu|toi|te|ton|ta|tes",
    "ar": r"و?(?:افتح|سجل|اقرأ|اكتب|اطلب|قدم|نزل|ثبت|ابحث|اختر|تعال|اتصل|أرسل|أنشئ)|\w+(?:لتك|نتك|غتك|ارك|يلك)|معك|بك",
    "uk": r"ти|тебе|тобі|тво\w+|відкрий|напиши|вибери|зареєструйся",
}


@pytest.mark.parametrize("language", TO_A_FRIEND)
def test_first_steps_that_ship_address_readers_as_the_site_does(language):
    with (settings.BASE_DIR / "fixtures" / "texts" / f"offers-{language}.csv").open() as file:
        steps = [row["how_to_start"] for row in csv.DictReader(file) if row["how_to_start"]]
    assert len(steps) > 50
    friendly = re.compile(rf"(?<!\w)(?:{TO_A_FRIEND[language]})(?!\w)", re.I)
    assert [step for step in steps if friendly.search(step)] == []
