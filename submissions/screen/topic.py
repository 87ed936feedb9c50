"""Whether a text has anything to do with migration or with digital projects for social ends."""

import re
from functools import cache

from entries.search.text import words
from submissions.screen.facts import Signal
from submissions.screen.shipped import pattern, table

FEWEST_WORDS = 12
LONG = 60  # A text of so many words that never touches the topic is hardly about it.
KNOWN = 0.08  # Share of words such as "the" and "und" from which on a text is in a language that can be judged.
# "and", "so", "with", "to", "like" and "the" are written as one with the next word in Arabic.
PARTICLES = re.compile("^[وف]?[بلك]?(?:ال)?(?=.{3})")


@cache
def _vocabulary():
    languages = table("topic.toml").values()
    common = {word for language in languages for text in language["common"] for word in words(text)}
    return common, pattern(phrase for language in languages for phrase in language["words"])


def off_topic(facts):
    """A text of some length, in a language that the list knows, without one word of the topic."""
    said = words(f"{facts.name}\n{facts.text}")
    if not facts.describes_entry or len(said) < FEWEST_WORDS:
        return None
    common, topical = _vocabulary()
    if sum(word in common for word in said) < len(said) * KNOWN:
        return None
    bare = " ".join(PARTICLES.sub("", word) for word in said)
    if topical.search(" ".join(said)) or topical.search(bare):
        return None
    return Signal("off-topic", 3 if len(said) >= LONG else 2, "")
