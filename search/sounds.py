"""Words of another script, typed in Latin letters: robota for робота, tabib or mo7ami for words of Arabic.

Nobody agrees on how that is done, so both sides are brought to one plain spelling. Ukrainian writes its vowels, and so
what sounds alike is the same word. Arabic leaves most of them out: what is compared are consonants, which is enough
only where there are three of them, or where a digit stands for a letter that Latin has not.
"""

import re

FEWEST_CONSONANTS = 3

# Ukrainian, with the letters of Russian that people mix in. Of letters that are typed in many ways all are one.
CYRILLIC = str.maketrans(
    dict(zip("абвгдезийіїклмнопрстуфхцчшщюяєыэё", "abvhdeziiiiklmnoprstufhcCSSuaeieo", strict=True))
    | {"ж": "Z", "ь": "", "ъ": ""}
)
# Longer spellings first.
TYPED_CYRILLIC = [
    *(("shch", "S"), ("sch", "S"), ("tsch", "C")),
    *(("zh", "Z"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("ch", "C"), ("sh", "S"), ("sz", "S"), ("cz", "C")),
    *((f"{first}{vowel}", vowel) for first in "yij" for vowel in "aue"),
    *(("g", "h"), ("w", "v"), ("y", "i"), ("j", "i"), ("x", "h")),
]
DOUBLED = re.compile(r"(.)\1+")

ARABIC = str.maketrans(
    dict(zip("بتثجحخدذرزسشصضطظغفقكلمنه", "bttghKddrzsSsdtzgfkklmnh", strict=True)) | dict.fromkeys("اوىيةءعئؤ", "")
)
TYPED_ARABIC = [
    *(("kh", "K"), ("sh", "S"), ("ch", "S"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("dj", "g")),
    *(("5", "K"), ("6", "t"), ("7", "h"), ("8", "g"), ("9", "s"), ("j", "g"), ("q", "k"), ("c", "k"), ("p", "b")),
    ("v", "f"),
]
SILENT = re.compile("[aeiouwy23]|(?<=[aeiou])h$")
VOWELS, LONG_VOWELS = re.compile("[aeiouwy23]+"), re.compile("[اوي]+")
ARABIZI = re.compile(r"(?=.*[a-z])(?=.*[2356789])[a-z2356789]+")
PLAIN_LATIN = re.compile("[a-z0-9]+")


def sound_of_cyrillic(word):
    """Return how a folded Cyrillic word sounds, or what somebody typed for one in Latin letters."""
    if not PLAIN_LATIN.fullmatch(word):
        return DOUBLED.sub(r"\1", word.translate(CYRILLIC))
    return DOUBLED.sub(r"\1", _replaced(word, TYPED_CYRILLIC))


def consonants_of_arabic(word):
    """Return the consonants of a folded Arabic word, or of what somebody typed for one; "" where they are too few.

    A word typed with a digit for a letter needs only two of them.
    """
    if not PLAIN_LATIN.fullmatch(word):
        return word.removesuffix("ه").translate(ARABIC)
    left = SILENT.sub("", _replaced(DOUBLED.sub(r"\1", word), TYPED_ARABIC))
    return left if len(left) >= FEWEST_CONSONANTS - bool(ARABIZI.fullmatch(word)) else ""


def lacks_a_vowel_of(typed, written):
    """Say whether a word of the same consonants lacks a vowel where a folded Arabic one has a long one between two.

    Arabic leaves out short vowels, and nobody who types it in Latin letters leaves out long ones.
    """
    marked = VOWELS.sub("-", _replaced(DOUBLED.sub(r"\1", typed), TYPED_ARABIC))
    long = LONG_VOWELS.sub("-", written).translate(ARABIC)
    return not _places(long) <= _places(marked)


def _places(marked):
    """Return after how many consonants a marked word has a vowel, but for those at both of its ends."""
    pieces = marked.strip("-").split("-")
    return {sum(map(len, pieces[:number])) for number in range(1, len(pieces))}


def _replaced(word, pairs):
    for spelled, sound in pairs:
        word = word.replace(spelled, sound)
    return word
