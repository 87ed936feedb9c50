"""How large a text can become in whatever type a reader has: what is laid out here must hold with all of them.

The figures, in parts of the type size, bound the widest of the faces in which systems and browsers set text by default,
at their bold weight: DejaVu Sans and Serif, Verdana, Noto Sans Arabic and Noto Kufi Arabic. Most are a tenth narrower.
"""

from itertools import pairwise
from unicodedata import category, combining, east_asian_width, normalize

CLASSES = (
    (0.41, " ijl.,:;'’ıіїł"),
    (0.55, "frIľ()[]-‐ІЇΙι!"),
    (0.58, "tť"),
    (0.66, 'J/|„“”*"'),
    (0.84, "α+–=<>×÷σκπßħĳдъ"),
    (0.98, "HNКНИЙЛПЧЪΗΝΠωφΦΩďĦ"),
    (1.14, "mwMWæœÆ&@%—…мшщюыжфФМψΨΜŉĲ"),
    (1.34, "ЦЖШЩЮЫŒ№"),
)
WIDTHS = {letter: width for width, letters in CLASSES for letter in letters}
SMALL, CAPITAL, DIGIT, FULL, OTHER = 0.75, 0.90, 0.72, 1.05, 1.14
# A letter that is joined to the next one loses the swing at its end: widths when joined, and when not.
ARABIC_CLASSES = (
    (0.42, 0.42, "آأإا"),
    (0.42, 1.07, "بتثنيئلىپ"),
    (0.64, 0.64, "ءةدذرزوؤژ"),
    (0.73, 0.79, "جحخعغمهچ"),
    (0.73, 1.20, "فقكکگی"),
    (1.03, 1.43, "سشصض"),
    (1.07, 1.07, "طظ"),
)
JOINED = {letter: width for width, _alone, letters in ARABIC_CLASSES for letter in letters}
ALONE = {letter: width for _joined, width, letters in ARABIC_CLASSES for letter in letters}
# How far letters reach above and below their base line.
RISE, RISE_WITH_ACCENT = 0.82, 1.02
DEPTH, DEPTH_OF_ARABIC = 0.27, 0.5
TALL = "åůĺҐґ"


def text_width(text, size):
    """Return how wide a text of a type size is at most, in the unit of the size."""
    return size * sum(_em(letter, following) for letter, following in pairwise(f"{text} "))


def reach(text, size):
    """Return how far a text reaches above and below its base line at most."""
    arabic = any(map(_is_arabic, text))
    tall = arabic or any(letter in TALL or (letter.isupper() and _plain(letter) != letter) for letter in text)
    return size * (RISE_WITH_ACCENT if tall else RISE), size * (DEPTH_OF_ARABIC if arabic else DEPTH)


def _em(letter, following):
    if combining(letter):
        return 0.0
    if letter in ALONE:
        return (JOINED if _is_arabic(following) else ALONE)[letter]
    # Most letters are as wide with an accent as without.
    plain = letter if letter in WIDTHS else _plain(letter)
    if plain in WIDTHS:
        return WIDTHS[plain]
    if east_asian_width(letter) in "WF":
        return FULL
    return {"Ll": SMALL, "Lu": CAPITAL, "Nd": DIGIT}.get(category(letter), OTHER)


def _plain(letter):
    return normalize("NFD", letter)[0]


def _is_arabic(letter):
    return "\u0600" <= letter <= "\u06ff"
