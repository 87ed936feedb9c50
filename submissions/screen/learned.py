"""A naive Bayes over words and links, learned from what curators decided.

Multinomial, each word counted once a text, with Laplace smoothing and equal priors: Manning, Raghavan & Schütze,
Introduction to Information Retrieval (2008), chapter 13; that counting once suits spam better than counting each
time was found by Metsis, Androutsopoulos & Paliouras, Spam Filtering with Naive Bayes – Which Naive Bayes? (2006). As in
Graham, A Plan for Spam (2002), only the words that say most are summed: a long text is not surer for being long.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import log

from entries.search.text import words
from submissions.domains import domain_of_website
from submissions.screen.facts import Signal
from submissions.screen.links import domains_in
from submissions.screen.shipped import examples

MOST_TOKENS = 400
MOST_DOMAIN = 100  # characters
SUMMED = 15
SHOWN = 6
FEWEST_TEXTS = 2  # A word of one text only says next to nothing, and may be somebody's name.
# One of weight stands for odds of 20 to 1. The bounds keep the layer from deciding alone: see verdict.py.
STEP = 3.0
HONEST, SPAM = -2, 3


@dataclass(frozen=True)
class Learned:
    """How many texts had a word: token -> (spam, honest); the sums of both and the number of words over all tokens."""

    words: dict
    spam: int = 0
    honest: int = 0
    vocabulary: int = 0

    def odds(self, token):
        """Return the logarithm of the odds for spam that a known word stands for."""
        spam, honest = self.words[token]
        return log((spam + 1) / (self.spam + self.vocabulary)) - log((honest + 1) / (self.honest + self.vocabulary))


def tokens(facts):
    """Return what is learned from a text: its folded words and the domains it links to, each once."""
    said = [word for word in words(f"{facts.name}\n{facts.text}") if len(word) > 1 and not word.isdigit()]
    domains = {domain_of_website(facts.website), *domains_in(facts)} - {""}
    return [*list(dict.fromkeys(said))[:MOST_TOKENS], *(f"link:{domain}"[:MOST_DOMAIN] for domain in sorted(domains))]


def learn(texts):
    """Return what is Learned from an iterable of (tokens, whether they are spam)."""
    counts = {True: Counter(), False: Counter()}
    for said, is_spam in texts:
        counts[is_spam].update(set(said))
    known = {
        token: (counts[True][token], counts[False][token])
        for token in counts[True].keys() | counts[False].keys()
        if counts[True][token] + counts[False][token] >= FEWEST_TEXTS
    }
    return Learned(
        words=known,
        spam=sum(spam for spam, _honest in known.values()),
        honest=sum(honest for _spam, honest in known.values()),
        vocabulary=len(known),
    )


def shipped_texts():
    """Return the shipped examples as learn() takes them."""
    return [(tokens(facts), is_spam) for facts, is_spam in examples()]


@cache
def from_examples():
    """Return what is Learned from the shipped examples alone."""
    return learn(shipped_texts())


def learned_words(facts, learned):
    """What curators made of texts with these words; the detail has those that weighed most, + for spam."""
    weights = {token: learned.odds(token) for token in tokens(facts) if token in learned.words}
    telling = sorted(weights.items(), key=lambda row: (-abs(row[1]), row[0]))[:SUMMED]
    weight = max(HONEST, min(SPAM, int(sum(odds for _token, odds in telling) / STEP)))
    if not weight:
        return None
    return Signal("learned-words", weight, ", ".join(f"{token} {odds:+.1f}" for token, odds in telling[:SHOWN]))
