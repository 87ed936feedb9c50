"""Counts what every option of every facet would give.

The entries that have an option are a bitmap of the index, and so are those that pass each filter. An option counts with
every other filter and without its own facet's ticks: the number of what both have, whatever the number of options.
"""

from collections import Counter
from dataclasses import dataclass, field

from listing.filters import Facet


class CountsByFacet(dict):
    """Facet name -> Counter of option -> entries, each counted when it is first asked for."""

    def __init__(self, filterset):
        super().__init__()
        self.filterset = filterset

    def __missing__(self, name):
        numbers = self.filterset.filters[name].numbers()
        self[name] = Counter({value: number for value, number in numbers.items() if number})
        return self[name]


@dataclass
class FacetCounts:
    """total: entries that pass every filter; by_facet: facet name -> Counter of option -> entries."""

    total: int = 0
    by_facet: dict = field(default_factory=dict)

    @classmethod
    def of(cls, filterset):
        """Return those of a filterset, of which each facet is counted when a page asks for it."""
        return cls(len(filterset.entries()), CountsByFacet(filterset))


def count_facets(filterset, facets=None):
    """Return the FacetCounts of a filterset; facets: the names wanted, None for all."""
    counts = FacetCounts.of(filterset)
    for name, each in filterset.filters.items():
        if isinstance(each, Facet) and (facets is None or name in facets):
            counts.by_facet[name]
    return counts
