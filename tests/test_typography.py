"""The signs of each language in its catalogue: quotation marks, the spaces of French, Arabic duals without a digit."""

import re

import pytest
from django.conf import settings

from tests.test_glossary import shipped
from tests.test_translations import catalogue, originals, translations

QUOTES_OF_OTHERS = {"de": '[”«»"]', "fr": '[“”„"]', "ar": '[“”„"]', "uk": '[“”„"]'}
NOT_READ = re.compile(r"<[^>]+>|https?://\S+|%%?\(?\w*\)?[sd]")
# What does not stand where French wants a space that does not break: a narrow one before ; : ! and ?, one before » and
# %, and one after «.
FRENCH = re.compile(r"[^\u202f][;!?](?!\w)|[^\u202f]:( |$)| [»%]|[\w.]»|«[^\u202f\xa0]")
NUMBER = re.compile(r"%\((number|count|days|hours)\)[sd]")
TEMPLATES = [path for path in (settings.BASE_DIR / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
# Its number stands alone, without a noun that would have a dual.
WITHOUT_NOUN = {"Show all %(number)s"}


def texts(language):
    """Return every translation of a language, each form of a plural by itself, without tags, addresses and values."""
    return [NOT_READ.sub("", text) for message in catalogue(language).values() for text in translations(message)]


@pytest.mark.parametrize("language", QUOTES_OF_OTHERS)
def test_quotation_marks_are_those_of_the_language(language):
    assert [text for text in texts(language) if re.search(QUOTES_OF_OTHERS[language], text)] == []


def test_english_has_the_apostrophe_of_print():
    assert [text for message in catalogue("de").values() for text in originals(message) if "'" in text] == []


def test_a_ukrainian_dash_between_words_is_a_long_one():
    said = [text for message in catalogue("uk").values() for text in translations(message)]
    assert [text for text in said if re.search(r"(?<!\)s) – ", text)] == []


def test_french_signs_have_a_space_that_does_not_break():
    on_pages = [NOT_READ.sub("", text) for _where, text in shipped("fr")]
    assert len(on_pages) > 100
    assert [text for text in [*texts("fr"), *on_pages] if FRENCH.search(text)] == []


def test_templates_leave_the_colon_after_a_name_to_the_language():
    written = re.compile(r"\{% (?:end)?(?:block)?translate [^%]*%\} ?:\s")
    assert [path.name for path in TEMPLATES if written.search(path.read_text())] == []


@pytest.mark.parametrize("text", ["Lieu: Berlin", "Lieu : Berlin", "Lieu\xa0: Berlin", "Vraiment ?", "«oui »", "21 %"])
def test_an_ordinary_space_or_none_is_found(text):
    assert FRENCH.search(text)


NOUN = re.compile(r"%\((?:number|days|hours)\)s(?:</b>)? (\w+)")
# Here no noun follows the number.
WITHOUT_ENDING = {"%(number)s without results"}


@pytest.mark.parametrize(("language", "one", "other"), [("uk", 0, 2), ("ar", 3, 4)])
def test_a_noun_follows_its_number(language, one, other):
    """In Ukrainian 1 and 5 want different endings, in Arabic 3 and 11: the same after both is a word left out."""
    plurals = [message for message in catalogue(language).values() if isinstance(message.id, tuple)]
    nouns = {message.id[0]: [set(NOUN.findall(message.string[form])) for form in (one, other)] for message in plurals}
    assert sum(bool(few and many) for few, many in nouns.values()) > 30
    assert {text for text, (few, many) in nouns.items() if few & many} <= WITHOUT_ENDING


def test_arabic_says_none_one_and_two_without_a_digit():
    plurals = [message for message in catalogue("ar").values() if isinstance(message.id, tuple)]
    assert plurals
    digits = {message.id[0] for message in plurals if any(NUMBER.search(form) for form in message.string[:3])}
    assert digits == WITHOUT_NOUN


# What pages of projects and of organisations have in common, and how each language names the two.
IN_COMMON = re.compile(r"(?:templates/)?(?:entries|listing|sharing)/|submissions/forms/")
PROJECT = {"de": "projekt", "fr": "projet", "ar": "مشروع|مشاريع", "uk": "проєкт"}
ORGANISATION = {"de": "organisation", "fr": "organisation", "ar": "منظم", "uk": "організаці"}
# Only projects say where they can be used.
OF_PROJECTS_ALONE = {"%(number)s more can be used from there."}


@pytest.mark.parametrize("language", PROJECT)
def test_what_is_said_of_all_entries_calls_none_a_project(language):
    """A list of organisations that hides “3 projects”, where English says “3 more”."""
    common = [
        message
        for message in catalogue(language).values()
        if any(IN_COMMON.match(file) for file, _line in message.locations)
    ]
    assert len(common) > 100
    said = {
        text: originals(message)[0]
        for message in common
        for text in translations(message)
        if "project" not in " ".join(originals(message)).lower()
    }
    found = [text for text in said if re.search(PROJECT[language], text, re.I)]
    assert [
        text
        for text in found
        if not re.search(ORGANISATION[language], text, re.I) and said[text] not in OF_PROJECTS_ALONE
    ] == []
