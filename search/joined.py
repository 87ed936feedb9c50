"""Words that some write as one and others apart: wi-fi and wifi, HackYourFuture and hack your future.

An index keeps both, so that either finds the other.
"""

import re
from itertools import pairwise

from search.text import MAX_WORD, words

# From the beginning of a word on and without going back, or the time of a long one would grow by its square.
HYPHENATED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-‐‑][^\W_]++)++")
# A word with a capital within: Hack|Your|Future, Info|Migrants.
CAMEL = re.compile(r"\b[^\W\d_]*?[^\W\d_A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я][^\W_]*")
PIECE = re.compile(r"[A-ZÀ-ÞА-Я]+(?![a-zß-ÿа-яіїєґ])|[A-ZÀ-ÞА-Я]?[^\W_A-ZÀ-ÞА-Я]+|\d+")
LONGEST_NAME = 4  # words of a name that people write without spaces


def further_forms(text):
    """Return what finds a text beside its own words, folded: pieces of its words in a row, and pieces joined."""
    found = ["".join(words(spelled)) for spelled in HYPHENATED.findall(text)]
    found += [" ".join(words(" ".join(PIECE.findall(spelled)))) for spelled in CAMEL.findall(text)]
    return _each_once(found)


def forms_of_name(name):
    """Return what further_forms() does, and the neighbouring words of a name written as one."""
    said = words(name)
    pairs = ["".join(pair) for pair in pairwise(said)]
    whole = ["".join(said)] if 2 < len(said) <= LONGEST_NAME else []
    return _each_once([*further_forms(name), *pairs, *whole])


def _each_once(forms):
    cut = (" ".join(word[:MAX_WORD] for word in form.split()) for form in forms)
    return list(dict.fromkeys(form for form in cut if form))
