"""What is derived from other rows, such as an index, and whether it still is what they make of it.

Each app declares what it derives in its `derived.py`, as `DERIVED`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from operations.declaring import declared_by_apps
from operations.scheduling import JobError
from operations.turns import turn

MOST_TOLD = 10


@dataclass(frozen=True)
class Derived:
    """name: what is derived, in words; differences: yields where it differs from its source, each in a few words, and
    writes nothing; anew: derives all of it again, in turns that are short.
    """

    name: str
    differences: Callable[[], Iterable[str]]
    anew: Callable[[], None]


def declared_derived():
    """Return a list of all that is declared."""
    return declared_by_apps("derived", "DERIVED")


def compare_derived():
    """Compare all that is derived with its source; returns what was compared, raises JobError where something differs.

    Nothing is mended: what went wrong once goes wrong again, and somebody has to know.
    """
    compared, wrong = declared_derived(), []
    for derived in compared:
        if list(derived.differences()):
            # Somebody may have written between two looks; nobody does now.
            with turn():
                found = list(derived.differences())
            wrong += [f"{derived.name}: {_told(found)}"] if found else []
    if wrong:
        raise JobError("\n".join([*wrong, "“manage.py reindex” derives all of it anew."]))
    return f"As it should be: {', '.join(derived.name for derived in compared)}."


def _told(found):
    more = f" and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
    return ", ".join(found[:MOST_TOLD]) + more
