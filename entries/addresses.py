"""The last part of an address, made from a name in any script."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, count, islice
from unicodedata import normalize

from anyascii import anyascii
from django.utils.text import slugify

from search.text import plain

# What a transliteration letter by letter leaves hard to read: Ukrainian as its government resolved in 2010, Greek after
# ELOT 743, Arabic as it is mostly written in Latin letters, where every alef is heard.
UKRAINIAN = dict(
    zip(
        "гґєжиіїйхцчшщьюя'’ʼ",
        [*["h", "g", "ie", "zh", "y", "i", "i", "i", "kh", "ts", "ch", "sh", "shch"], "", "iu", "ia", "", "", ""],
        strict=True,
    )
)
UKRAINIAN_BEGINNINGS = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
GREEK = dict(zip(["ου", "ού", "αυ", "αύ", "ευ", "εύ"], ["ou", "ou", "av", "av", "ev", "ev"], strict=True))
ARABIC = dict(zip("اأإآٱىةعئؤء", [*"aaiaaaaayw", ""], strict=True))
CYRILLIC_WORD = re.compile("[\u0400-\u04ff][\u0400-\u04ff'’ʼ]*")
NOT_UKRAINIAN = re.compile("[ыэёъ]")
FIRST_CANDIDATES = 10
GREEK_OR_ARABIC = re.compile("|".join([*GREEK, *ARABIC]))


def readable_address(text, *, longest):
    """Return a text as part of an address, at most so many letters long; "" where nothing of it can be read out.

    Names in Latin letters only lose their accents; those in other scripts are written in Latin letters.
    """
    text = normalize("NFC", text.lower())
    if not NOT_UKRAINIAN.search(text):
        text = CYRILLIC_WORD.sub(_from_ukrainian, text)
    text = GREEK_OR_ARABIC.sub(lambda found: (GREEK | ARABIC)[found[0]], text)
    return slugify(plain("".join(map(_latin, text))))[:longest]


def numbered(*stems: str) -> Iterator[str]:
    """Yield addresses without end: the stems, and behind them the last one with a number from 2 on."""
    return chain(stems, (f"{stems[-1]}-{number}" for number in count(2)))


def first_free(candidates: Iterator[str], taken: Callable[[list[str]], Iterable[str]]) -> str:
    """Return the first of many candidates that is not taken.

    taken: returns those of some candidates that are. It is asked of a few first and of more each time, by the names
    themselves: for what begins alike SQLite looks through the whole table.
    """
    size = FIRST_CANDIDATES
    while some := list(islice(candidates, size)):
        gone = set(taken(some))
        if free := next((candidate for candidate in some if candidate not in gone), ""):
            return free
        size *= 2
    raise ValueError("None of the candidates is free.")


def _from_ukrainian(word):
    first, *others = word[0]
    return UKRAINIAN_BEGINNINGS.get(first, UKRAINIAN.get(first, first)) + "".join(
        UKRAINIAN.get(letter, letter) for letter in others
    )


def _latin(character):
    """Return a character as it is where plain() can make something of it that an address may have."""
    if plain(character).isascii():
        return character
    return "".join(filter(str.isalnum, anyascii(character)))


def words_of_path(path):
    """Return what an address named, as words to search for: "/projects/redi-school/" gives "redi school"."""
    last = next((part for part in reversed(path.split("/")) if part), "")
    return last.replace("-", " ").replace("_", " ").replace(".", " ")[:60]
