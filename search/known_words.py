"""The words that people who write one of the site's languages know: none of them is a typing mistake.

Some 170,000 folded words of four letters or more in English, German, French, Arabic and Ukrainian, from the lists of
wordfreq (Robyn Speer, CC BY-SA 4.0), packed by deploy/known_words.py.
"""

import gzip
from functools import cache
from itertools import groupby
from pathlib import Path

FILE = Path(__file__).with_name("known_words.txt.gz")
FIRST_LETTERS = 2


def is_a_word(word):
    """Say whether a folded word is one of any of the five languages."""
    return f" {word} " in _by_first_letters().get(word[:FIRST_LETTERS], "")


@cache
def _by_first_letters():
    """Return first letters -> their words in one text, which takes a fraction of the room of a set."""
    # Line by line, as a list of all of them would take more room for a moment than the texts for good.
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        listed = groupby(map(str.rstrip, file), lambda word: word[:FIRST_LETTERS])
        return {first: f" {' '.join(group)} " for first, group in listed}
