"""The layers of the screen that read the text: plain functions of Facts, each returns a Signal or None.

The layers that know the visit and the directory's records are in `submissions.signals`; `submissions.screening` sums
all.
"""

from submissions.screen.facts import Facts, Signal
from submissions.screen.learned import from_examples, learned_words
from submissions.screen.letters import disguise, next_to_nothing, shouting
from submissions.screen.links import hidden_link, link_early, link_markup, many_links
from submissions.screen.phrases import offers, selling, telling_name
from submissions.screen.topic import off_topic
from submissions.screen.verdict import SPAM_FROM, SUSPICIOUS_FROM, verdict

__all__ = ["LAYERS", "SPAM_FROM", "SUSPICIOUS_FROM", "Facts", "Signal", "signals", "verdict"]

LAYERS = (
    offers,
    selling,
    telling_name,
    off_topic,
    link_early,
    link_markup,
    many_links,
    hidden_link,
    shouting,
    disguise,
    next_to_nothing,
)


def signals(facts, learned=None):
    """Return the Signals of a text. learned: what was Learned from decisions; the shipped examples where None."""
    found = [*(layer(facts) for layer in LAYERS), learned_words(facts, learned or from_examples())]
    return [signal for signal in found if signal]
