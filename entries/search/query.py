"""From what somebody typed to what is looked for."""

import re
from dataclasses import dataclass, replace

from entries.search.articles import stems
from entries.search.text import spellings, words

MAX_LENGTH = 400  # characters that are read of what was typed
MAX_TERMS = 12  # terms, phrases and exclusions together

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
PART = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True)
class Query:
    """What is looked for; false when there is nothing.

    terms: tuples of folded words without article, of which one has to begin a word of the entry (more than one after a
    correction, and where it is not certain what the article is).
    phrases: tuples of folded words that follow each other; excluded: the same, for what must not be there.
    spelled: pairs of a term's first word and the way it was typed; truncated: whether the end was left unread.
    """

    terms: tuple = ()
    phrases: tuple = ()
    excluded: tuple = ()
    spelled: tuple = ()
    truncated: bool = False

    def __bool__(self):
        return bool(self.terms or self.phrases or self.excluded)

    @property
    def is_positive(self):
        """Whether it looks for something rather than only leaving something out."""
        return bool(self.terms or self.phrases)

    def with_terms(self, terms):
        return replace(self, terms=tuple(terms))


def parse(text):
    """Return the Query for what was typed, whatever that was.

    Words are all looked for, "quoted words" as a phrase, -word and -"quoted words" left out.
    """
    text = (text or "").strip()
    read = text[:MAX_LENGTH].translate(QUOTES)
    terms, phrases, excluded = [], [], []
    is_cut = len(text) > MAX_LENGTH
    for part in PART.finditer(read):
        found = [stems(word) for word in words(part["phrase"] if part["phrase"] is not None else part["plain"])]
        if part["minus"] or part["phrase"] is not None:
            kind = excluded if part["minus"] else phrases
            found = [tuple(word for word, *_others in found)]
        else:
            kind = terms
        for item in filter(None, found):
            if len(terms) + len(phrases) + len(excluded) == MAX_TERMS:
                is_cut = True
                break
            if item not in kind:
                kind.append(item)
    typed = {stems(word)[0]: spelling for word, spelling in spellings(read).items()}
    return Query(
        terms=tuple(terms),
        phrases=tuple(phrases),
        excluded=tuple(excluded),
        spelled=tuple((word, typed[word]) for word, *_others in terms if word in typed),
        truncated=is_cut,
    )
