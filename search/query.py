"""From what somebody typed to what is looked for."""

import re
from dataclasses import dataclass, replace

from search.articles import stems
from search.function_words import FUNCTION_WORDS
from search.text import placed_words, words

MAX_LENGTH = 400  # characters that are read of what was typed
MAX_TERMS = 12  # terms, phrases and exclusions together
MOST_PIECES = 4  # of a word with hyphens; a longer one counts as several

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
HYPHENS = ("-", "‐", "‑")
TERMS, PHRASES, EXCLUDED = "terms", "phrases", "excluded"
PART = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True)
class Query:
    """What is looked for; false when there is nothing.

    terms: tuples of folded words without article, of which one has to begin a word of the entry (more than one after a
    correction, and where it is not certain what the article is). The pieces of a word with hyphens stand in one of
    them, with spaces between: they have to follow each other, and the last to begin a word. Another has them joined.
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

    @property
    def is_of_letters(self):
        """Whether it looks for nothing but single letters, none of which finds words that go on."""
        words = [word for term in self.terms for word in term]
        return bool(words) and not self.phrases and all(len(word) == 1 and word.isalpha() for word in words)

    def with_terms(self, terms):
        return replace(self, terms=tuple(terms))


def parse(text, *, is_being_typed=False):
    """Return the Query for what was typed, whatever that was.

    Words are all looked for, "quoted words" as a phrase, -word and -"quoted words" left out. Function words count only
    in quotes and where there is nothing else to look for. is_being_typed: whether the last word may go on, and so be
    none of them yet.
    """
    read = _read(text)
    parts, is_cut = _counting_parts(read, len(read) if is_being_typed else None)
    terms = {item: spans for (kind, item), spans in parts.items() if kind == TERMS}
    return Query(
        terms=tuple(terms),
        phrases=tuple(item for kind, item in parts if kind == PHRASES),
        excluded=tuple(item for kind, item in parts if kind == EXCLUDED),
        spelled=tuple((item[0], _cut(read, spans[0]).lower()) for item, spans in terms.items()),
        truncated=is_cut or len((text or "").strip()) > MAX_LENGTH,
    )


def in_plain_words(text):
    """Return a text in which what is quoted or left out is blank; all else stands where it stood."""
    read = (text or "").translate(QUOTES)
    blank = [part.span() for part in PART.finditer(read) if part["minus"] or part["phrase"] is not None]
    for start, end in blank:
        read = read[:start] + " " * (end - start) + read[end:]
    return read


def reductions(text):
    """Return (part, rest) for each word, phrase and exclusion that counts in what was typed: it, and all but it.

    Nothing where there is only one.
    """
    read = _read(text)
    parts, _is_cut = _counting_parts(read, None)
    if len(parts) < 2:
        return []
    return [(_cut(read, spans[0]).replace('"', ""), _without(read, spans)) for spans in parts.values()]


def with_other_word(text, typed, other):
    """Return what was typed with another word in the place of one of its words, whatever its case."""
    return re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", lambda _match: other, text, flags=re.IGNORECASE)


def _without(read, spans):
    for start, end in reversed(spans):
        # Without the word before it, a hyphen would turn the next word into an exclusion.
        read = f"{read[:start]} {read[end:].lstrip('-−–')}"
    return " ".join(read.split())


def _read(text):
    return (text or "").lstrip()[:MAX_LENGTH].translate(QUOTES)


def _cut(text, span):
    return text[slice(*span)]


def _counting_parts(read, open_end):
    """Return what counts of a text, (kind, item) -> its places in it, and whether there was more than MAX_TERMS.

    open_end: the place at which a function word is none, as it may go on.
    """
    parts, function_words, is_cut = {}, {}, False
    for kind, item, span in _parts(read):
        if kind == TERMS and item[0] in FUNCTION_WORDS and span[1] != open_end:
            function_words.setdefault((kind, item), []).append(span)
        elif (kind, item) in parts or len(parts) < MAX_TERMS:
            parts.setdefault((kind, item), []).append(span)
        else:
            is_cut = True
    if all(kind == EXCLUDED for kind, _item in parts):
        parts |= list(function_words.items())[: MAX_TERMS - len(parts)]
    return parts, is_cut


def _parts(read):
    """Yield (kind, item, (start, end)) for each word, phrase and exclusion."""
    for part in PART.finditer(read):
        if part["minus"] or part["phrase"] is not None:
            item = tuple(stems(word)[0] for word in words(part["phrase"] or part["plain"] or ""))
            if item:
                yield EXCLUDED if part["minus"] else PHRASES, item, part.span()
        else:
            for pieces in _tied(part["plain"]):
                start, end = pieces[0][1], pieces[-1][2]
                yield TERMS, _term(part["plain"][start:end], pieces), (part.start() + start, part.start() + end)


def _tied(plain):
    """Yield lists of (folded word, start, end): the pieces of a word with hyphens together, any other by itself."""
    pieces = []
    for piece in placed_words(plain):
        if pieces and (plain[pieces[-1][2] : piece[1]] not in HYPHENS or len(pieces) == MOST_PIECES):
            yield pieces
            pieces = []
        pieces.append(piece)
    if pieces:
        yield pieces


def _term(written, pieces):
    """Return the alternatives for one word as somebody wrote it, who may have put a hyphen where others put none."""
    if len(pieces) == 1:
        return stems(pieces[0][0])
    joined = "".join(words("".join(character for character in written if character not in HYPHENS)))
    return (" ".join(stems(word)[0] for word, _start, _end in pieces), *stems(joined))
