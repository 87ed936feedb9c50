"""The signs of each language in its catalogue: quotation marks, the spaces of French, Arabic duals without a digit."""

import re

import pytest
from django.conf import settings

from tests.test_translations import catalogue, translations

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


def test_french_signs_have_a_space_that_does_not_break():
    assert [text for text in texts("fr") if FRENCH.search(text)] == []


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
