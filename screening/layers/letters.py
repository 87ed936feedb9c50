"""How the text is written, whatever it says: shouting, letters in disguise, next to nothing."""

import re
from unicodedata import category, name

from screening.facts import Signal
from search.text import words

FEWEST_LETTERS = 30
SHOUTED = 0.5  # Share of capitals; German, which has many, stays below a tenth.
BANGS = re.compile(r"[!?¡¿]{3,}|(?:!\s*){4,}")
PICTURES = 8
FEWEST_WORDS = 4
WORD = re.compile(r"[^\W\d_]{3,}")
# A question mark within a word is what is left of such a letter after a poor conversion.
BROKEN_WORD = re.compile(r"[^\W\d_]\?(?=[^\W\d_])")
ALIKE_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


def shouting(facts):
    """Capitals all over, runs of exclamation marks, or rows of little pictures."""
    text = f"{facts.name}\n{facts.text}"
    cased = [letter for letter in text if letter.isupper() or letter.islower()]
    found = []
    if len(cased) >= FEWEST_LETTERS and sum(letter.isupper() for letter in cased) >= len(cased) * SHOUTED:
        found.append("ABC")
    if BANGS.search(text):
        found.append("!!!")
    if sum(category(sign) == "So" for sign in text) >= PICTURES:
        found.append("★★★")
    return Signal("shouting", min(len(found) + 1, 3), ", ".join(found)) if found else None


def disguise(facts):
    """Words whose letters come from two alphabets that look alike, so that lists of words do not find them."""
    text = f"{facts.name}\n{facts.text}"
    mixed = [word for word in WORD.findall(text) if len(_scripts(word)) > 1]
    broken = [word for word in text.split() if len(BROKEN_WORD.findall(word)) > 1 and "/" not in word]
    found = [*mixed, *broken]
    return Signal("letters-in-disguise", 4, ", ".join(found[:4])) if len(found) > 1 else None


def next_to_nothing(facts):
    """Hardly a word about what it is."""
    is_short = facts.describes_entry and len(words(facts.text)) < FEWEST_WORDS
    return Signal("next-to-nothing", 1, facts.text[:80]) if is_short else None


def _scripts(word):
    """Return those of the alphabets with letters that look alike which a word has letters of."""
    kinds = (name(letter, "").partition(" ")[0] for letter in word)
    return {kind for kind in kinds if kind in ALIKE_SCRIPTS}
