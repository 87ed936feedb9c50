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
# “Jobs4Refugees” is said, and often written, as “jobs for refugees”.
FIGURES_AS_WORDS = {"2": "to", "4": "for"}
FIGURE_IN_WORD = re.compile(r"(?<=[^\W\d_])[24](?=[^\W\d_])")
LONGEST_NAME = 4  # words of a name that people write without spaces


def as_one(text):
    """Return a text folded and without what parts its words, and with the figures that stand for words spelled out."""
    return spelled_out("".join(words(text)))


def spelled_out(word):
    """Return a folded word with the words for which figures within it stand: jobsforrefugees for jobs4refugees."""
    return FIGURE_IN_WORD.sub(lambda found: FIGURES_AS_WORDS[found.group()], word)


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
    found = [*further_forms(name), *pairs, *whole]
    return _each_once([*found, *(other for form in [*said, *found] if (other := spelled_out(form)) != form)])


def _each_once(forms):
    cut = (" ".join(word[:MAX_WORD] for word in form.split()) for form in forms)
    return list(dict.fromkeys(form for form in cut if form))
