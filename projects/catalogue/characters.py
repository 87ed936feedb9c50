"""Which characters the cells of the catalogue may have: what people write in any script, and nothing that misleads."""

import re
from unicodedata import category

from accounts.fields import DIRECTIONS

# Word processors put them in for looks; none is another word than the one with a plain space.
SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
NOT_ALLOWED = (
    ("a line break", re.compile("[\n\r\x85\u2028\u2029]")),
    ("a control character", re.compile("[\0-\x1f\x7f-\x9f\ufffe\uffff]")),
    ("a character that turns the direction of writing around", DIRECTIONS),
    ("a character that only some fonts have", re.compile("[\ue000-\uf8ff]")),
)


def cleaned(cell):
    """Return a cell with plain spaces only, "" where nothing of it can be seen.

    What joins or parts letters, as Persian and emoji need it, and marks of direction stay. Raises ValueError with the
    reason of a refusal.
    """
    for what, pattern in NOT_ALLOWED:
        if found := pattern.search(cell):
            raise ValueError(f"has {what} ({_code(found[0])})")
    cell = SPACES.sub(" ", cell)
    return "" if all(sign == " " or _is_invisible(sign) for sign in cell) else cell


def refuse_invisible(cell):
    """Raise ValueError on what cannot be seen, for cells in which it can only be a slip, such as addresses."""
    if found := next(filter(_is_invisible, cell), ""):
        raise ValueError(f"has a character that cannot be seen ({_code(found)})")


def _is_invisible(character):
    return category(character) == "Cf"


def _code(character):
    return f"U+{ord(character):04X}"
