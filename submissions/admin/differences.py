"""Which words of a text differ from those of another."""

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel

# Texts that share fewer words than this are marked as a whole: marks on single words would help nobody.
ALIKE = 0.3
# A word with what stands right beside it, or a line break.
TOKEN = re.compile(r"\n|\S+")


class Piece(NamedTuple):
    text: str
    is_changed: bool


def differences(before, after):
    """Return two lists of Pieces, those of the text before and of the text after; joined they read as the texts do,
    but for runs of spaces.
    """
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if Indel.normalized_similarity(old, new) < ALIKE:
        return _pieces([(old, True)]), _pieces([(new, True)])
    befores, afters = [], []
    for step in Indel.opcodes(old, new):
        is_changed = step.tag != "equal"
        befores.append((old[step.src_start : step.src_end], is_changed))
        afters.append((new[step.dest_start : step.dest_end], is_changed))
    return _pieces(befores), _pieces(afters)


def list_differences(before, after):
    """Return the same two lists for texts that are items of lists: each item is one Piece."""
    return (
        [Piece(item, item not in after) for item in before],
        [Piece(item, item not in before) for item in after],
    )


def _pieces(parts):
    """Return a Piece for each (tokens, is_changed), without the empty ones, with a space after each but line breaks."""
    return [
        Piece("".join(word if word == "\n" else f"{word} " for word in tokens).replace(" \n", "\n"), is_changed)
        for tokens, is_changed in parts
        if tokens
    ]
