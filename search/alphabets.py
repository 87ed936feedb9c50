"""The order of the alphabet, as the readers of a language know it; a database sorts by code points instead."""

from functools import lru_cache

from django.utils.translation import get_language

from search.text import plain

# The letters of a language that stand elsewhere in its alphabet than their code points or their plain letters would put
# them: Ukrainian's є, і, ї and ґ. German, French and Arabic sort letters with marks as the plain ones.
ALPHABETS = {"uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"}


def alphabetical(text, language=None):
    """Return the key by which a text sorts in a language, the active one unless it is given: for one text of many."""
    return _key(str(text), language or get_language())


@lru_cache(maxsize=5000)
def _key(text, language):
    """Kept, as a list sorts the same hundreds of cities, countries and languages again and again."""
    places = ALPHABETS.get(language, "")
    return [(1, chr(places.index(letter))) if letter in places else (0, plain(letter)) for letter in text.lower()]


def in_order(choices):
    """Return (value, label) pairs in the order of their labels, those without a value first."""
    language = get_language()
    return sorted(choices, key=lambda choice: (choice[0] != "", alphabetical(choice[1], language)))
