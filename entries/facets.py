"""Counts what every option of every facet would give.

A *cube* is a group of facets that are counted by one grouped query: all filters but theirs are applied by the
database, which groups by their columns; theirs are applied to the groups in memory. Each option then counts without
its own facet's ticks, and with those of every other facet. The number of queries is the number of cubes, however many
options and rows there are; one more looks up the entries of each ticked tag.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count


@dataclass
class FacetCounts:
    """total: rows that pass every filter; by_facet: facet name -> Counter of option -> rows."""

    total: int = 0
    by_facet: dict = field(default_factory=dict)


def count_facets(filterset, facets=None):
    """Return the FacetCounts of a filterset with one query a cube; facets: the names wanted, None for all."""
    counts = FacetCounts()
    for cube in filterset.cubes:
        if facets is None or set(facets) & set(cube):
            counts.total = _count_cube(filterset, cube, counts.by_facet)
    return counts


def _count_cube(filterset, cube, by_facet):
    facets = [filterset.filters[name] for name in cube]
    ticked = [filterset.values[name] for name in cube]
    counters = [by_facet.setdefault(name, Counter()) for name in cube]
    groups = (
        filterset.narrow(without=cube)
        .order_by()
        .values_list(*(facet.column for facet in facets))
        # Not of a column that no index of facets has: PostgreSQL would read the rows themselves.
        .annotate(rows=Count("*"))
    )
    # Of thousands of groups only these facets have to look at each.
    narrowing = [place for place, facet in enumerate(facets) if facet.narrows(ticked[place])]
    total = 0
    for *stored, rows in groups:
        misses = [place for place in narrowing if not facets[place].fits(stored[place], ticked[place])]
        if not misses:
            total += rows
        elif len(misses) > 1:
            continue
        # A facet counts where every other one of the cube fits.
        for place in misses or range(len(facets)):
            counter = counters[place]
            for key in facets[place].keys(stored[place]):
                counter[key] += rows
    return total
