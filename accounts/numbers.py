"""Numbers as strangers write them, in addresses and in hidden fields."""

# More digits than the key of any row has; int() itself refuses more than 4,300.
MOST_DIGITS = 18


def number_in(text):
    """Return the whole number that a text is, or 0, which is nobody's key, where it is none or far too large."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0
