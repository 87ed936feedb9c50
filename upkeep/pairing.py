"""Finds entries that are likely to be one entry handed in twice."""

from heapq import nlargest

from entries.likeness import LikelyTwins

# More than that of one kind are no list that anybody works through; the likeliest come first.
MOST_PAIRS = 500


def likely_pairs(model):
    """Return (key of the older one, key of the other) -> likeness, from 0 to 100, of published entries of a model."""
    rows = list(model.objects.published().order_by("pk").values_list("pk", "name", "website"))
    twins = LikelyTwins((*row, ()) for row in rows)
    found = (
        ((pk, other), round(score))
        for pk, name, website in rows
        for other, score in twins.scored(name, website).items()
        if other > pk
    )
    return dict(nlargest(MOST_PAIRS, found, key=lambda pair: (pair[1], pair[0])))
