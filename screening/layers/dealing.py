"""In how many ways a text speaks of a deal, less those in which it says that there is none.

Who sells to newcomers speaks of them as those do who help them: the topic tells nothing. What is left is the deal: a
present with the first order, a price, pay when it has worked, done by tomorrow, no questions asked. Each of these is
met in an honest text, which then says who stands behind it, that it is free, or on which evening people meet. What is
counted are kinds, not phrases, so that it is the same for texts that share no word, in any of the listed languages.
"""

import re
from functools import cache, lru_cache

from screening.facts import Facts
from screening.layers.topic import PARTICLES
from screening.layers.trade import kinds_of_trade
from screening.shipped import pattern, phrase_pattern, table
from search.text import words

# Long texts have a bit of everything: for each so many words one way is left out.
WORDS_A_DEAL = 60
BETWEEN = r"(?:\S+ ){0,4}?"
NUMBER = r"\d+(?: \d+)?"
# What is free as a present with an order, or until it has worked, is not free.
CONDITIONS = ("bait", "result")


@cache
def people():
    """Return the expression for volunteers, associations, public bodies in folded words."""
    return pattern(table("people.toml")["words"])


@cache
def _expressions(part):
    return {kind: _pattern(phrases) for kind, phrases in table("dealing.toml")[part].items()}


def _pattern(phrases):
    parts = sorted({_phrase(phrase) for phrase in phrases}, key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(parts)})(?!\S)")


def _phrase(phrase):
    signs = {"…": "…", "#": NUMBER}
    return " ".join(signs.get(word) or phrase_pattern(word) for word in phrase.split()).replace("… ", BETWEEN)


@lru_cache(maxsize=512)
def _found(text):
    said = words(text)
    ways = [" ".join(said), " ".join(PARTICLES.sub("", word) for word in said)]
    deal = {kind for kind, one in _expressions("deal").items() if any(one.search(way) for way in ways)}
    for kind in CONDITIONS:
        ways = [_expressions("deal")[kind].sub(" ", way) for way in ways]
    expressions = [*_expressions("help").values(), people()]
    return deal, sum(any(one.search(way) for way in ways) for one in expressions), len(said)


def deals(facts: Facts) -> int:
    """Return in how many ways a text speaks of a deal, less those in which it speaks of help; at least 0."""
    deal, help_, length = _found(f"{facts.name}\n{facts.text}")
    found = deal | ({"price"} if "money" in kinds_of_trade(facts) else set())
    return max(0, len(found) - help_ - length // WORDS_A_DEAL)
