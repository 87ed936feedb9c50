"""The glossary (docs/glossary.md): no text of the site uses a word that its language has given up."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_translations import catalogue, originals, translations

ROOT = Path(settings.BASE_DIR)
NAMES = dict(settings.LANGUAGES)
# What is no word of the text: placeholders, tags, addresses of links, code.
NO_WORDS = re.compile(r"%\(\w+\)[a-z]|<[^>]*>|\]\([^)]*\)|`[^`]*`")
# Arabic vowel signs belong to the word, though Python counts them as no letters.
LETTER = r"[\w\u064b-\u0652]"
# "And", "so", "with", "for" and "as" are written as one with the Arabic word that they stand before.
BEFORE_ARABIC = "[وفبلك]{0,2}"


@cache
def section(language):
    """Return what the page says of a language: [(concept, word, words given up)] and the texts allowed all the same."""
    page = (ROOT / "docs" / "glossary.md").read_text()
    text = re.search(rf"^## {NAMES[language]}\n(.*?)(?=^## |\Z)", page, re.M | re.S)[1]
    words, allowed = (_rows(part) for part in text.split("\nAllowed:\n"))
    return [(concept, word, given_up.split(", ")) for concept, word, given_up in words], [row[0] for row in allowed]


def _rows(text):
    """Return the cells of a table, without its heading."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def pattern(word):
    """Return what finds a word given up, whole, in large and small letters; * at its end stands for any ending."""
    ending = f"{LETTER}*" if word.endswith("*") else ""
    before = BEFORE_ARABIC if re.match("[\u0600-\u06ff]", word) else ""
    # An “e-mail” is no “mail”.
    return re.compile(rf"(?<!{LETTER})(?<!\be-){before}{re.escape(word.rstrip('*'))}{ending}(?!{LETTER})", re.I)


def found_in(text, words, allowed=()):
    """Return those of the words that a text uses, but for the pieces in which they are allowed."""
    text = " ".join(text.split())
    for piece in allowed:
        text = text.replace(piece, "…")
    text = NO_WORDS.sub("…", text)
    return [word for word in words if word and pattern(word).search(text)]


def shipped(language):
    """Return (where, text) of everything in the fixtures that is written in a language."""
    for path in sorted((ROOT / "fixtures" / "cluster" / "pages").glob(f"*.{language}.md")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            yield f"{path.name}, line {number}", line
    for path in sorted((ROOT / "fixtures").rglob("*.toml")):
        for where, text in _texts(tomllib.loads(path.read_text()), language):
            yield f"{path.name}: {where}", text


def _texts(value, language, where=""):
    """Return (key, text) of every text below a key that is a language or ends with one, as `name_de` does."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        here = f"{where}.{key}".strip(".")
        # What people say when they look for something is theirs.
        is_said_by_us = not str(key).startswith("other_words_")
        if isinstance(inner, str) and is_said_by_us and str(key).rpartition("_")[2] == language:
            yield here, inner
        yield from _texts(inner, language, here)


def interface(language):
    """Return (message, text) of the interface in a language; in English a message is its own text."""
    is_english = language == settings.LANGUAGE_CODE
    for message in catalogue("de" if is_english else language).values():
        for text in originals(message) if is_english else translations(message):
            yield originals(message)[0], text


@pytest.mark.parametrize("language", NAMES)
def test_no_text_uses_a_word_that_the_glossary_gives_up(language):
    rows, allowed = section(language)
    words = [word for _concept, _word, given_up in rows for word in given_up]
    texts = [*interface(language), *shipped(language)]
    assert len(texts) > 1000
    complaints = [f"“{word}” in {where}: {text}" for where, text in texts for word in found_in(text, words, allowed)]
    assert complaints == [], "\n".join(complaints)


@pytest.mark.parametrize("language", NAMES)
def test_every_language_has_one_word_for_every_concept(language):
    english = [concept for concept, _word, _given_up in section(settings.LANGUAGE_CODE)[0]]
    words = {concept: word for concept, word, _given_up in section(language)[0]}
    assert [concept for concept in english if not words.get(concept)] == []
    assert len(words) == len(section(language)[0])


@pytest.mark.parametrize("language", NAMES)
def test_what_is_allowed_is_there_and_needs_it(language):
    rows, allowed = section(language)
    words = [word for _concept, _word, given_up in rows for word in given_up]
    texts = [" ".join(text.split()) for _where, text in [*interface(language), *shipped(language)]]
    assert [piece for piece in allowed if not found_in(piece, words)] == []
    assert [piece for piece in allowed if not any(piece in text for text in texts)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Check the mail.", ["mail"]),
        ("MAIL us", ["mail"]),
        ("Check your mailbox.", []),
        ("An e-mail for <mail> %(mail)s and [this](/mail/)", []),
        ("two\nlines", ["two lines"]),
        ("mended", ["mend*"]),
        ("amended", []),
        ("رُفضت", ["رُفض*"]),
        ("وبعنوانكم", ["عنوانكم"]),
        ("بعنوان", []),
    ],
)
def test_a_word_counts_whole_and_a_star_stands_for_any_ending(text, found):
    assert found_in(text, ["mail", "two lines", "mend*", "رُفض*", "عنوانكم"]) == found
