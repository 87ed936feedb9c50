"""An order of entries in blocks of some hundred, as the leaves of a tree: a change touches one of them.

Keys are texts that sort by their code points. Who declares an order makes them of parts, with `ascending` and
`descending`; the id of the entry stands behind them, so that no two are the same.
"""

from array import array

BLOCK, MOST_IN_A_BLOCK = 512, 1024
PART, KEY = "\x1f", "\n"  # behind the parts of a key; between keys
LAST = "~"  # sorts behind all digits
DIGITS = 16
LONGEST_TEXT = 600  # letters that count in an order


def ascending(value):
    """Return the part of a key by which a text or whole number sorts from the first on, None as the last."""
    if value is None:
        return LAST
    if isinstance(value, int):
        return f"{value:0{DIGITS}}"
    return " ".join(value.split())[:LONGEST_TEXT]


def descending(value):
    """Return the part of a key by which a whole number from 0 on sorts from the largest on, None as the last."""
    return LAST if value is None else f"{10**DIGITS - value:0{DIGITS}}"


def moment(value):
    """Return a date or a point in time as a whole number, None for None."""
    if value is None:
        return None
    return int(value.timestamp() * 1_000_000) if hasattr(value, "timestamp") else value.toordinal()


def key_of(*parts):
    """Return the key of an entry by the parts that matter one after the other."""
    return PART.join(parts)


def full_key(key, number):
    return f"{key}{PART}{number:0{DIGITS}}"


def joined_keys(keys):
    return KEY.join(keys)


def split_keys(joined):
    return joined.split(KEY) if joined else []


def pack_ids(numbers):
    """Return ids as bytes, four each, the lowest first, on any machine."""
    return b"".join(number.to_bytes(4, "little") for number in numbers)


def unpack_ids(packed):
    return array("I", bytes(packed))


def portions(items):
    """Cut a sorted list into the blocks that it fills; a list that fits one stays one, even when it is empty."""
    if len(items) <= MOST_IN_A_BLOCK:
        return [items]
    return [items[start : start + BLOCK] for start in range(0, len(items), BLOCK)]
