"""How alike texts are: by the runs of words that they share.

A text is its set of shingles (Broder, On the resemblance and containment of documents, 1997): three words in a row, and
two telling words that stand beside each other or one apart. What two texts have in common is measured against the
shorter one, so that a sentence of greeting in front of an advert hides nothing. Its own name is left out of each and a
number is any number: a template is filled with names, places and prices.

Shingles are looked up one by one, so that each text is only compared with those that share something. For what waits
in a queue that takes milliseconds; sketches such as MinHash, which are for millions of texts, would find less of short
ones.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from screening.languages import common_words
from search.text import words

LONGEST = 600  # words
FEWEST_SHINGLES = 10  # What is shorter agrees by chance.


@lru_cache(maxsize=4096)
def shingles_of(name: str, text: str) -> frozenset[int]:
    """Return the shingles of a text as numbers that are the same in every process."""
    own = set(words(name))
    said = ["0" if word.isdigit() else word for word in words(text)[:LONGEST] if word not in own]
    telling = [word for word in said if word not in common_words() and len(word) > 2]
    runs = {
        *zip(said, said[1:], said[2:], strict=False),
        *pairwise(telling),
        *((first, "", last) for first, last in zip(telling, telling[2:], strict=False)),
    }
    return frozenset(crc32(" ".join(run).encode()) for run in runs)


def share(common: int, *sizes: int) -> float:
    """Return which share of the shorter of two texts their common shingles are."""
    return common / max(FEWEST_SHINGLES, min(sizes))


class Pool:
    """Texts by key, and which of them have a shingle."""

    def __init__(self, texts: Iterable[tuple[Hashable, frozenset[int]]] = ()):
        self.texts: dict = {}
        self.holders: defaultdict = defaultdict(list)
        for key, shingles in texts:
            self.add(key, shingles)

    def add(self, key: Hashable, shingles: frozenset[int]) -> None:
        self.texts[key] = shingles
        for shingle in shingles:
            self.holders[shingle].append(key)

    def alike(self, shingles: frozenset[int], but: Iterable[Hashable] = ()) -> dict:
        """Return key -> how alike, of all texts that share something, without those of some keys."""
        common = Counter(key for shingle in shingles for key in self.holders.get(shingle, ()))
        but = set(but)
        return {
            key: share(number, len(shingles), len(self.texts[key])) for key, number in common.items() if key not in but
        }

    def covered(self, shingles: frozenset[int], least: int = 1, but: Iterable[Hashable] = ()) -> float:
        """Return which share of the shingles at least so many of the texts have, whichever these are."""
        but = set(but)
        known = sum(sum(key not in but for key in self.holders.get(shingle, ())) >= least for shingle in shingles)
        return share(known, len(shingles))
