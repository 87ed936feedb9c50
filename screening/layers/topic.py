"""Whether a text has anything to do with migration or with digital projects for social ends.

Words of the topic count in the language of the text only: what is a stem in one language is the beginning of something
else in another ("âgé", folded, begins "agency").
"""

import re
from functools import cache

from screening.facts import Signal
from screening.languages import languages_by_script, languages_of
from screening.layers.trade import kinds_of_trade
from screening.shipped import pattern, table
from search.text import words

FEWEST_WORDS = 12
# A text in a language without a list is asked for the longer stems of all, which mean the same in most of them.
LONG_STEM = 6
# From how many kinds of trade on a text is judged that is short, or in no known language; and what they weigh at most.
FEWEST_TRADES, MOST_FOR_TRADE = 2, 2
# "and", "so", "with", "to", "like" and "the" are written as one with the next word in Arabic.
PARTICLES = re.compile("^[وف]?(?:لل|[بلك]?(?:ال)?)(?=.{3})")
# The same before a word that begins with the letter of "to" itself, as "refugee" and "language" do.
TO = re.compile("^[وف]?ل(?=ل.{2})")


@cache
def _vocabulary(language):
    return pattern(table("topic.toml")[language]["words"])


@cache
def _long_stems():
    return pattern(
        phrase
        for language in table("topic.toml").values()
        for phrase in language["words"]
        if len(phrase) > LONG_STEM and phrase.endswith("*")
    )


def is_on_topic(said):
    """Return whether one of the folded words is of the topic, in the language that they are in."""
    expressions = [_vocabulary(language) for language in languages_of(said) or languages_by_script(said)]
    ways = [" ".join(said), *(" ".join(particles.sub("", word) for word in said) for particles in (PARTICLES, TO))]
    expressions = expressions or [_long_stems()]
    return any(expression.search(way) for expression in expressions for way in ways)


def off_topic(facts):
    """A text of some length without one word of the topic.

    In a language that no list knows, and in a short one, it counts only of who speaks as sellers do everywhere.
    """
    said = words(f"{facts.name}\n{facts.text}")
    if not facts.describes_entry or not said or is_on_topic(said):
        return None
    if (len(said) < FEWEST_WORDS or not languages_of(said)) and len(kinds_of_trade(facts)) < FEWEST_TRADES:
        return None
    return Signal("off-topic", 2, "")


def trade(facts):
    """Prices, promises, hurry, calls to order, and no word of the topic.

    An honest offer has its price, too: beside a word of the topic it says nothing. A report may say what something
    costs now, which is two kinds at once, and need not name the topic.
    """
    found = kinds_of_trade(facts)
    weight = min(len(found) - (not facts.describes_entry), MOST_FOR_TRADE)
    if weight <= 0 or is_on_topic(words(f"{facts.name}\n{facts.text}")):
        return None
    return Signal("trade", weight, ", ".join(found.values()))
