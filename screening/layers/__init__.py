"""The layers of the screen, each a plain function that returns a Signal, or None where it has nothing to say.

Those of the text read Facts, those of the visit how the form was sent, those of the sender the address and the website;
that of repeats compares with what came before.
Whoever screens something adds what they know themselves (`submissions.screening`, for one, whether it is listed
already), and `screening.verdict` sums all.
"""

from screening.layers.learned import from_examples, learned_score, learned_words
from screening.layers.letters import disguise, next_to_nothing, shouting
from screening.layers.links import hidden_link, link_early, link_for_website, link_markup, many_links
from screening.layers.phrases import offers, selling, telling_name
from screening.layers.repeats import same_text
from screening.layers.sender import of_sender
from screening.layers.topic import off_topic, trade
from screening.layers.visit import of_visit

__all__ = ["TEXT_LAYERS", "of_learned", "of_sender", "of_text", "of_visit", "same_text"]

TEXT_LAYERS = (
    offers,
    selling,
    telling_name,
    off_topic,
    trade,
    link_early,
    link_markup,
    link_for_website,
    many_links,
    hidden_link,
    shouting,
    disguise,
    next_to_nothing,
)


def of_text(facts, learned=None):
    """Return the Signals of a text. learned: what was Learned from decisions; the shipped examples where None."""
    found = [layer(facts) for layer in TEXT_LAYERS]
    return [*(signal for signal in found if signal), *of_learned(facts, learned or from_examples())]


def of_learned(facts, learned):
    """Return the Signals of what was Learned, which are others when somebody has decided."""
    return [signal for signal in (learned_words(facts, learned), learned_score(facts, learned)) if signal]
