"""The order of names, the same on every database: that of the Unicode collation algorithm, which CLDR rests on.

The collator is pyuca's, as taxonomy/collation.py makes it; django_countries has one for its own lists.

A database sorts by the rules that it was made with, or by bytes. So the key is worked out here, once for each name, and
written in digits of which every database knows the order.
"""

from django_countries import collator

# Letters of a name that its place depends on.
MOST_LETTERS = 60
# The levels of a key: letters, accents, capitals. Digits of a weight, and the smallest, which most characters have.
LEVELS = ((4, None), (3, 0x20), (2, 0x02))
LONGEST_KEY = MOST_LETTERS * sum(digits for digits, _smallest in LEVELS) + 2 * 4


def order_key(name):
    """Return the text by which a name sorts: Bahn after Baer, bär beside Bär, the same whatever the database."""
    parts, weights = [], []
    for weight in [*collator.sort_key(name[: 2 * MOST_LETTERS]), 0]:
        if weight:
            weights.append(weight)
        else:
            parts.append(weights[:MOST_LETTERS])
            weights = []
    return "0000".join(_level(part, *level) for part, level in zip(parts, LEVELS, strict=False))


def _level(weights, digits, smallest):
    """Return the weights of a level; the smallest at its end say nothing, as what is shorter stands in front."""
    while weights and weights[-1] == smallest:
        weights.pop()
    return "".join(f"{weight:0{digits}x}" for weight in weights)
