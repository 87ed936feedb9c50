"""Whether the same text has come before."""

import hashlib
from functools import lru_cache

from screening.facts import Signal
from search.text import fold

SHORTEST_TEXT = 40  # letters; shorter ones may agree by chance


def same_text(text, email, others):
    """The same text came from another address, or it was spam. others: (text, address, whether it was spam)."""
    own = digest(text)
    return said_before(email, [(address, is_spam) for other, address, is_spam in others if digest(other) == own], own)


def said_before(email, twins, own):
    """The same, where those of the same digest are known. twins: (address, whether it was spam)."""
    if not own:
        return None
    if any(is_spam for _address, is_spam in twins):
        return Signal("same-text-was-spam", 6, "")
    strangers = [address for address, _is_spam in twins if address != email]
    return Signal("same-text-before", 3, str(len(strangers))) if strangers else None


@lru_cache(maxsize=4096)
def digest(text):
    """Return what tells texts apart whatever their capitals, accents and spaces; "" where there is next to no text."""
    words = "".join(letter for letter in fold(text) if letter.isalnum())
    return hashlib.sha256(words.encode()).hexdigest() if len(words) >= SHORTEST_TEXT else ""
