"""In which language a text may be, by its letters and by words such as "the" and "und" that every text has.

No more than that: a name, a title, three words tell nothing. What is told apart is what a reader sees at once.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import chain

from screening.shipped import table
from search.text import words

KNOWN = 0.15  # Share of words such as "the" and "und" from which on a text is in a language that can be judged.
# Languages that share many such words, as Spanish and Portuguese do, cannot be told apart by a sentence or two.
CLOSE = 0.75
# From how many such words of another language on a text is plainly in that one, and how many to one of its own.
FEWEST_COMMON, TIMES_MORE = 3, 4
# From how many letters on a text has letters, and which share of them is another script's where it is plainly in that.
FEWEST_LETTERS, MOST_OF_THEM = 12, 0.8
# Addresses are in Latin letters everywhere. Looked for in one word at a time: around it in a whole text, the time that
# a long word takes would grow by its square.
WITHIN_ADDRESS = re.compile(r"\w[.@/]\w")
# The first word of the name that Unicode gives its letters -> languages that are written in that script. A language
# that stands in none is judged by its words alone.
SCRIPTS = {
    "ARABIC": "ar fa prs ckb ku ps ur ug sd ks",
    "CYRILLIC": "uk ru be bg mk sr bs kk ky tg mn tt uz",
    "LATIN": (
        "en de fr es it pt nl pl tr ro vi sv cs hu sq hr ku kmr rom bs sr uz az tk so sw ha yo ig rw rn ln om da nb no "
        "nn fi et lv lt sk sl is ga cy mt lb ca eu gl id ms tl ht af zu xh mg wo"
    ),
    "GREEK": "el",
    "HEBREW": "he yi",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "ETHIOPIC": "am ti",
    "DEVANAGARI": "hi ne mr",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "THAI": "th",
}


@cache
def common_words():
    """Return the folded words that say nothing, such as "the" and "und"."""
    return frozenset(word for common in _common().values() for word in common)


@cache
def _common():
    return {
        name: frozenset(word for text in language["common"] for word in words(text))
        for name, language in table("topic.toml").items()
    }


@cache
def _scripts_of(language):
    return {script for script, languages in SCRIPTS.items() if language in languages.split()}


def _shares(said):
    """Return language -> how many of some folded words are among its common ones."""
    return {name: sum(word in common for word in said) for name, common in _common().items()}


def languages_of(said):
    """Return the languages that folded words may be in, as far as there is a list of their common words; the likeliest
    ones where that is not to be told apart.
    """
    shares = _shares(said)
    most = max(shares.values())
    if not said or most < len(said) * KNOWN:
        return []
    return [name for name, share in shares.items() if share >= most * CLOSE]


def languages_by_script(said):
    """Return the languages with a list that are written as nearly all of some folded words are; none of Latin letters,
    in which too many are written.
    """
    found = Counter(unicodedata.name(word[0], "").partition(" ")[0] for word in said if word[0].isalpha())
    script, number = max(found.items(), key=lambda row: row[1], default=("", 0))
    if script in {"", "LATIN"} or number < found.total() * MOST_OF_THEM:
        return []
    return [language for language in SCRIPTS.get(script, "").split() if language in _common()]


def is_in_other_letters(text, language):
    """Say whether nearly all letters of a text are of a script in which a language is not written."""
    scripts = _scripts_of(language)
    letters = filter(str.isalpha, chain(*(word for word in text.split() if not WITHIN_ADDRESS.search(word))))
    found = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    others = sum(number for script, number in found.items() if script not in scripts)
    return bool(scripts) and found.total() >= FEWEST_LETTERS and others >= found.total() * MOST_OF_THEM


def plainly_in_another(text, language):
    """Return the language that a text plainly is in where that is another than the one it is said to be in, else "".

    Only between languages whose common words are listed, and where it is not a close call.
    """
    shares = _shares(words(text))
    if language not in shares:
        return ""
    best = max(shares, key=shares.get)
    is_plain = shares[best] >= max(FEWEST_COMMON, TIMES_MORE * shares[language]) and best in languages_of(words(text))
    return best if is_plain and best != language else ""
