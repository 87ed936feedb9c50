"""The lists that ship in fixtures/screen/: phrases, vocabulary, examples."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

from screening.facts import Facts
from screening.verdict import Verdict
from search.text import words

FOLDER = Path(settings.BASE_DIR, "fixtures", "screen")


@cache
def table(name):
    """Return what a TOML file of the folder says."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def examples():
    """Return the shipped examples as a list of (Facts, whether they are spam)."""
    rows = json.loads((FOLDER / "examples.json").read_text(encoding="utf-8"))
    return [
        (Facts(name=row["name"], summary=row["summary"], language=row["language"]), row["verdict"] == Verdict.SPAM)
        for row in rows
    ]


def pattern(phrases):
    """Return a compiled expression that finds any of the phrases in folded words joined by spaces, the longest first.

    An asterisk at the end of a word stands for any ending.
    """
    parts = sorted((phrase_pattern(phrase) for phrase in phrases), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(parts)})(?!\S)")


def phrase_pattern(phrase):
    """Return the expression for one phrase in folded words."""
    return " ".join(
        re.escape(" ".join(words(word))) + (r"\S*" if word.endswith("*") else "") for word in phrase.split()
    )
