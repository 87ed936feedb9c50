"""How text is folded into words, for documents and queries alike.

Folding works character by character, and the one thing that looks further (ae, oe and ue become a, o and u) only ever
drops a letter. So the fold of the beginning of a text is the beginning of its fold, and what somebody is still typing
can be looked for as a prefix. Folded text is not to be folded again.

That holds of words as they are written. An index knows Arabic words without their article too, of which it does not
hold: see search.articles.
"""

import re
from unicodedata import category, combining, digit, normalize

MAX_WORD = 40  # characters; what is longer is an address or a key, and found by its beginning

# Letters that Unicode does not split into a letter and a mark, though people write the plain letter instead.
ALIKE = {
    **dict(zip("æœøłđðħıŋþŧ", ("ae", "oe", "o", "l", "d", "d", "h", "i", "n", "th", "t"), strict=True)),
    **dict(zip("ٱىةیکھہ", "ايهيكهه", strict=True)),
    "ґ": "г",
    "ـ": "",  # Arabic tatweel only stretches a word
    "ʼ": " ",  # the apostrophe of Ukrainian, a letter to Unicode, but typed as a quotation mark just as often
}
SPELLED_WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile("[^ ]+")


def _plain_character(character):
    """Return what is left of one character: folded letters and digits, "" for an accent, a space for the rest."""
    apart = character
    for _round in range(2):  # taking apart may bring capitals to light, and lowering them accents
        apart = normalize("NFKD", apart.casefold())
    return "".join(map(_plain_part, apart))


def _plain_part(character):
    kind = category(character)
    if combining(character) or kind in {"Cf", "Me"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    if character in ALIKE:
        return ALIKE[character]
    if kind == "Nd":
        return str(digit(character))
    # Vowel signs of Indian scripts and Thai are marks, and belong to their words.
    return character if character.isalnum() or kind in {"Mn", "Mc"} else " "


class _Characters(dict):
    """Table for str.translate, filled as characters turn up."""

    def __missing__(self, code):
        self[code] = _plain_character(chr(code))
        return self[code]


CHARACTERS = _Characters()


def plain(text):
    """Return a text in small letters without accents, anything but letters and digits turned into spaces.

    Keeps ae, oe and ue: right for addresses, where "Frauen" is to stay legible.
    """
    return text.translate(CHARACTERS)


def fold(text):
    """Return a text as plain() does, with the German spellings of ä, ö and ü made one: Muenchen, München, Munchen."""
    return _without_digraphs(plain(text))


def _without_digraphs(text):
    # A tenth of the time of an expression, and the same: none of the three leaves what a later one takes.
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def words(text):
    """Return the list of folded words of a text, in its order, each at most MAX_WORD characters long."""
    return [word[:MAX_WORD] for word in fold(text).split()]


def spellings(text):
    """Return folded word -> the way the text spells it in small letters, where that is one plain word."""
    found = {}
    for spelled in SPELLED_WORD.findall(normalize("NFC", text)):
        folded = words(spelled)
        if len(folded) == 1 and len(spelled) <= MAX_WORD:
            found.setdefault(folded[0], spelled.lower())
    return found


def placed_words(text):
    """Yield (folded word, start, end) for every word of a text; start and end are positions in the text itself."""
    pieces = [*map(CHARACTERS.__getitem__, map(ord, text))]
    places = range(len(pieces))
    if set(map(len, pieces)) != {1}:
        places = [place for place, piece in enumerate(pieces) for _letter in piece]
    for match in LETTERS.finditer("".join(pieces)):
        end = places[match.end() - 1] + 1
        while end < len(text) and not pieces[end]:  # accents that stand behind their letter
            end += 1
        yield _without_digraphs(match.group())[:MAX_WORD], places[match.start()], end
