"""How offers for sale speak in every language: amounts, shares, hurry, calls to get in touch, promises, orders."""

import re
from functools import cache, lru_cache

from screening.shipped import pattern, table
from search.text import words

KINDS = ("money", "share", "hurry", "call", "promise", "order")
# Beside them these are learned for: who speaks of terms and of agents may be a counsellor as well.
BUSINESS = ("terms", "agent")
SIGNS = {
    "money": re.compile(r"[$€£¥₽₴₺₹₪]\s?\d+|\d\s?(?:[$€£¥₽₴₺₹₪]|zł)|R\$\s?\d"),
    "share": re.compile(r"\d\s?[%٪]"),
}


@cache
def _expressions():
    return {kind: pattern(table("trade.toml")[kind]["words"]) for kind in KINDS + BUSINESS}


@cache
def _amounts():
    """Return kind -> an expression that finds a number beside one of its units."""
    return {
        kind: re.compile(rf"(?<!\S)(?:\d+ (?:{units})|(?:{units}) \d+)(?!\S)")
        for kind in KINDS + BUSINESS
        if (units := _units(kind))
    }


def _units(kind):
    return "|".join(spelled_phrase(unit) for unit in table("trade.toml")[kind].get("units", ()))


def spelled_phrase(phrase):
    star = r"\S*" if phrase.endswith("*") else ""
    return re.escape(" ".join(words(phrase))) + star


@lru_cache(maxsize=512)
def _kinds(text):
    said = " ".join(words(text))
    found = {}
    for kind in KINDS + BUSINESS:
        expressions = (_amounts().get(kind), _expressions()[kind])
        match = next((hit for expression in expressions if expression and (hit := expression.search(said))), None)
        match = match or (kind in SIGNS and SIGNS[kind].search(text)) or None
        if match:
            found[kind] = match.group().strip()
    return found


def kinds_of_trade(facts):
    """Return kind -> the first words of a text that are of it, for those of KINDS that it has."""
    return {kind: found for kind, found in business_of(facts).items() if kind in KINDS}


def business_of(facts):
    """Return the same for KINDS and BUSINESS."""
    return dict(_kinds(f"{facts.name}\n{facts.text}"))
