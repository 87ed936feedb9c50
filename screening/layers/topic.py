"""Whether a text has anything to do with migration or with digital projects for social ends."""

import re
from functools import cache

from screening.facts import Signal
from screening.shipped import pattern, table
from search.text import words

FEWEST_WORDS = 12
KNOWN = 0.15  # Share of words such as "the" and "und" from which on a text is in a language that can be judged.
# "and", "so", "with", "to", "like" and "the" are written as one with the next word in Arabic.
PARTICLES = re.compile("^[وف]?[بلك]?(?:ال)?(?=.{3})")


@cache
def common_words():
    """Return the folded words that say nothing, such as "the" and "und"."""
    return frozenset(
        word for language in table("topic.toml").values() for text in language["common"] for word in words(text)
    )


@cache
def _vocabulary():
    return pattern(phrase for language in table("topic.toml").values() for phrase in language["words"])


def off_topic(facts):
    """A text of some length, in a language that the list knows, without one word of the topic."""
    said = words(f"{facts.name}\n{facts.text}")
    if not facts.describes_entry or len(said) < FEWEST_WORDS:
        return None
    common = common_words()
    if sum(word in common for word in said) < len(said) * KNOWN:
        return None
    bare = " ".join(PARTICLES.sub("", word) for word in said)
    if _vocabulary().search(" ".join(said)) or _vocabulary().search(bare):
        return None
    return Signal("off-topic", 2, "")
