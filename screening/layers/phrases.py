"""Known phrases of adverts: what they offer, how they sell, and the names they give themselves."""

import re
from collections import Counter
from functools import cache

from screening.domains import domain_of_address, domain_of_website
from screening.facts import Signal
from screening.layers.links import domains_in
from screening.shipped import pattern, table
from search.text import words

# Two phrases, or one in the name, make an entry suspicious; however many there are, they never make it spam alone:
# advice for people in debt speaks of loans, and lessons for newcomers of essay writing.
FIRST_OFFER, MOST_FOR_OFFERS = 3, 5
FEWEST_SELLING = 3
WORDS_A_PITCH = 40  # Sales talk is dense: at least one of its phrases in so many words.
TELLING = re.compile(
    "essay(?!e|o)|assignmentwrit|assignmenthelp|dissertation|ghostwrit|thesiswrit|payday|quickloan|"
    "cashloan|instantloan|casino|sportsbet|jackpot|cheats|unblocked|aimbot|modapk|viagra|cialis|backlink|freefollowers"
)
MOST_SHOWN = 6


@cache
def _offers():
    return {
        family: pattern(phrase for phrases in languages.values() for phrase in phrases)
        for family, languages in table("phrases.toml")["offers"].items()
    }


@cache
def _selling():
    return pattern(phrase for phrases in table("phrases.toml")["selling"].values() for phrase in phrases)


def offers(facts):
    """The text offers what the directory never lists: essays to buy, loans, gambling, cheats, pills.

    Adverts keep to one trade, and it is the phrases of one that count: who names several warns of them rather.
    """
    name, text = " ".join(words(facts.name)), " ".join(words(facts.text))
    found = {
        phrase: family
        for family, expression in _offers().items()
        for where in (name, text)
        for phrase in expression.findall(where)
    }
    if not found:
        return None
    is_title = any(expression.search(name) for expression in _offers().values())
    most = max(Counter(found.values()).values())
    weight = min(FIRST_OFFER + most - 1 + is_title, MOST_FOR_OFFERS)
    detail = "; ".join(f"{family}: {phrase}" for phrase, family in list(found.items())[:MOST_SHOWN])
    return Signal("offers", weight, detail)


def selling(facts):
    """The text talks as sellers do, phrase upon phrase."""
    said = words(f"{facts.name}\n{facts.text}")
    found = list(dict.fromkeys(_selling().findall(" ".join(said))))
    if len(found) < FEWEST_SELLING or len(found) * WORDS_A_PITCH < len(said):
        return None
    return Signal("selling", min(len(found) - FEWEST_SELLING + 1, 3), ", ".join(found[:MOST_SHOWN]))


def telling_name(facts):
    """The website, the mail domain, a link, or a name of one word is called after what spam sells.

    Names of several words are read by offers(); what they say is not to count twice.
    """
    name = facts.name.strip().lower()
    hosts = [domain_of_website(facts.website), domain_of_address(facts.email), *domains_in(facts)]
    candidates = hosts if len(name.split()) > 1 else [*hosts, name]
    found = next((candidate for candidate in candidates if TELLING.search(candidate.replace("-", ""))), None)
    return Signal("telling-name", 3, found[:80]) if found else None
