"""Finds entries that are likely to be one entry handed in twice."""

from heapq import nlargest

from entries.likeness import likely_twins

# More than that of one kind are no list that anybody works through; the likeliest come first.
MOST_PAIRS = 500
# As many are kept until the likeliest of them are picked, so that no number of names that are alike fills the memory.
KEPT = 20 * MOST_PAIRS
# Rows that are read from the database at a time.
PORTION = 2000


def likely_pairs(model, told_apart=frozenset()):
    """Return (key of the older one, key of the other) -> likeness, from 0 to 100, of published entries of a model.

    told_apart: pairs of keys that are left out: they would take the place of others for ever.
    """
    rows = model.objects.published().order_by("pk").values_list("pk", "name", "website")
    found = {}
    for one, other, score in likely_twins(lambda: rows.iterator(PORTION)):
        if (one, other) not in told_apart:
            found[one, other] = max(round(score), found.get((one, other), 0))
        if len(found) > KEPT:
            found = _likeliest(found)
    return _likeliest(found)


def _likeliest(found):
    return dict(nlargest(MOST_PAIRS, found.items(), key=lambda pair: (pair[1], pair[0])))
