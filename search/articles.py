"""The article of Arabic, which is written as one word with what it belongs to, and so hides its beginning.

Who looks for سكن (housing) means السكن and والسكن as well, so all are looked for as سكن: an article is taken off where
at least three letters stay behind it. The stem of a word's beginning is then not always the beginning of its stem. But
it is the beginning of one of its forms, of which an index keeps all. So what somebody is still typing finds the words
that are written like this from its first letters on ("الس" those with this article), and those with another article or
none from the third letter behind it on.
"""

import re
from functools import lru_cache

FEWEST_LETTERS = 3
ARTICLE = re.compile(f"(?:[وفبك]?ال|لل)(?=.{{{FEWEST_LETTERS}}})")  # the, and the, so the, by the, like the; for the
FOR_THE = "لل"


def stems(word):
    """Return a folded word without its article as a tuple, the word itself where it has none.

    Two where it is not certain: للاجيين is "for the" and لاجيين (refugees), whose first letter merged with the article.
    """
    bare, merged = _peeled(word)[-1], word[1:]
    if not word.startswith(FOR_THE) or len(merged) < FEWEST_LETTERS:
        return (bare,)
    return (merged,) if bare == word else (bare, merged)


@lru_cache(maxsize=20_000)  # every word of a list is looked at while its finds are marked
def forms(word):
    """Return all under which an index keeps a folded word, its first stem first."""
    first, *others = stems(word)
    return tuple(dict.fromkeys((first, *_peeled(word), *others)))


def with_stems(words):
    """Return the list of words that an index keeps for folded words: their first stems in order, other forms behind.

    Those behind make no phrases: a phrase is made of first stems, and no two of them follow each other there, nor one
    the end of the text.
    """
    others = (form for word in words for form in forms(word)[1:])
    return [forms(word)[0] for word in words] + list(dict.fromkeys(others))


def _peeled(word):
    """Return a word and what is left of it without its first article, without the next, until there is none.

    Some words begin like an article themselves, and have to be one with and without theirs: ألمانية and الألمانية.
    """
    left = [word]
    while article := ARTICLE.match(left[-1]):
        left.append(left[-1][article.end() :])
    return left
