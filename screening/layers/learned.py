"""A naive Bayes over words and links, learned from what curators decided.

Multinomial, each word counted once a text, with Laplace smoothing and equal priors: Manning, Raghavan & Schütze,
Introduction to Information Retrieval (2008), chapter 13. That counting once suits spam better than counting each time
was found by Metsis, Androutsopoulos & Paliouras, Spam Filtering with Naive Bayes – Which Naive Bayes? (2006). As in
Graham, A Plan for Spam (2002), only the words that say most are summed: a long text is not surer for being long.

Before smoothing, both kinds are brought down to the size of the smaller. Otherwise, once there are many more published
texts than spam, a word that only a few published ones have would speak for spam.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import inf, log

from screening.domains import domain_of_website
from screening.facts import Signal
from screening.languages import common_words
from screening.layers.links import LINK, domains_in
from screening.layers.looks import DEALS, ON_TOPIC, PEOPLE, PREFIX, RATES, line_of, looks_of
from screening.shipped import examples
from search.text import words

MOST_TOKENS = 400
MOST_DOMAIN = 100  # characters
SUMMED = 15
# Honest words, which anybody can add, take off no more than this from what speaks against a text.
LEAST_OF_WORDS = -1.0
# How many texts the rate of a look among honest ones stands for, and as how many it is to begin with among spam.
TEXTS_OF_RATE, TEXTS_TO_BEGIN_WITH = 60, 3
# What sells beside the topic is in so many texts of an agency, as far as is known before anybody has decided on more,
# and how many of these it takes at least before it says anything.
DEALS_OF_SPAM, FEWEST_ON_TOPIC = 0.4, 3
SHOWN = 6
LINKED = "link:"
FEWEST_TEXTS = 2  # A word of one text only says next to nothing, and may be somebody's name.
# One of weight stands for odds of 7 to 1 (the logarithm of which is about 2). The bounds keep the layer from deciding
# alone, and honest words, which anybody can add, from earning much: see screening/verdict.py.
STEP = 2.0
HONEST, SPAM = -1, 2
# From so many decisions on, so many of them on spam, what they say together may fold a text: odds of 20 to 1. Then it
# weighs more than what speaks for a text takes off.
ENOUGH_DECISIONS, ENOUGH_SPAM = 10, 5
SURE = 3.0
FOLDS = 6


@dataclass(frozen=True)
class Learned:
    """How many texts had a word: token -> (spam, honest), and the sums of both over all words there are."""

    words: dict
    spam: int = 0
    honest: int = 0
    # How many decisions it rests on, of people and not of the shipped examples.
    spam_decisions: int = 0
    decisions: int = 0

    @property
    def is_enough(self):
        return self.decisions >= ENOUGH_DECISIONS and self.spam_decisions >= ENOUGH_SPAM

    def odds(self, token):
        """Return the logarithm of the odds for spam that a known word or look stands for."""
        spam, honest = self.words.get(token, (0, 0))
        if token.startswith(PREFIX):
            return self._odds_of_look(token, spam, honest)
        smaller = min(self.spam, self.honest)
        if not smaller:
            return 0.0
        # The rest of Laplace's denominators is the same for both by now.
        return log((spam * smaller / self.spam + 1) / (honest * smaller / self.honest + 1))

    def _odds_of_look(self, look, spam, honest):
        """In which share of the texts that people called spam it is met, against that of honest ones.

        Deals are counted beside the topic alone: in which share of those that are on it, and not before people have
        decided on some of these.
        """
        if look == ON_TOPIC:
            return 0.0
        texts = (self.spam_decisions, self.decisions - self.spam_decisions)
        rate = of_spam = RATES[look] / 100
        if look.startswith(DEALS):
            texts = self.words.get(ON_TOPIC, (0, 0))
            of_spam = max(rate, DEALS_OF_SPAM)
            if texts[0] < FEWEST_ON_TOPIC or not spam:
                return 0.0
        of_spam = (spam + of_spam * TEXTS_TO_BEGIN_WITH) / (texts[0] + TEXTS_TO_BEGIN_WITH)
        of_honest = (honest + rate * TEXTS_OF_RATE) / (texts[1] + TEXTS_OF_RATE)
        odds = log(of_spam / of_honest)
        # What has not been met in spam so far speaks for nobody, but volunteers and neighbours do.
        return odds if look == PEOPLE else max(0.0, odds)


def tokens(facts):
    """Return what is learned from a text: its telling words, folded, what it looks like, and the domains it links to,
    each once.
    """
    common = common_words()
    text = LINK.sub(" ", f"{facts.name}\n{facts.text}")
    said = [word for word in words(text) if len(word) > 1 and not word.isdigit()]
    said = [word for word in dict.fromkeys(said) if word not in common]
    domains = {domain_of_website(facts.website), *domains_in(facts)} - {""}
    return [*said[:MOST_TOKENS], *looks_of(facts), *(f"{LINKED}{domain}"[:MOST_DOMAIN] for domain in sorted(domains))]


def learn(texts):
    """Return what is Learned from an iterable of (tokens, whether they are spam)."""
    counts = {True: Counter(), False: Counter()}
    for said, is_spam in texts:
        counts[is_spam].update(set(said))
    known = {
        token: (counts[True][token], counts[False][token])
        for token in counts[True].keys() | counts[False].keys()
        if counts[True][token] + counts[False][token] >= FEWEST_TEXTS or token.startswith(PREFIX)
    }
    return Learned(
        words=known,
        spam=sum(spam for spam, _honest in known.values()),
        honest=sum(honest for _spam, honest in known.values()),
    )


def shipped_texts():
    """Return the shipped examples as learn() takes them: their words, as they are short and have no address."""
    return [([word for word in tokens(facts) if not word.startswith(PREFIX)], is_spam) for facts, is_spam in examples()]


@cache
def from_examples():
    """Return what is Learned from the shipped examples alone."""
    return learn(shipped_texts())


def learned_words(facts, learned):
    """What curators made of texts with these words; the detail has those that weighed most, + for spam."""
    telling = _telling(facts, learned)
    weight = max(HONEST, min(SPAM, int(_sum(telling) / STEP)))
    if not weight:
        return None
    return Signal("learned-words", weight, ", ".join(f"{token} {odds:+.1f}" for token, odds in telling[:SHOWN]))


def learned_score(facts, learned):
    """All that curators' decisions say together is sure enough to fold it; the words stand beside learned_words().

    Of what is on the topic its words say nothing: a shop of refugees says what adverts say, and an advert what they do.
    """
    if not learned.is_enough:
        return None
    telling = _telling(facts, learned)
    if ON_TOPIC in tokens(facts):
        telling = [row for row in telling if row[0].startswith((PREFIX, LINKED))]
    score = _sum(telling, least=LEAST_OF_WORDS)
    if score < SURE:
        return None
    return Signal("learned-score", FOLDS, f"{score:.1f}; {learned.decisions}, {learned.spam_decisions}")


def _telling(facts, learned):
    """Return (token, its odds) of those that say most, these first."""
    said = [token for token in tokens(facts) if token in learned.words or token.startswith(PREFIX)]
    telling = sorted(((token, learned.odds(token)) for token in said), key=lambda row: (-abs(row[1]), row[0]))
    words_ = [row for row in telling if not row[0].startswith(PREFIX)][:SUMMED]
    looks = _apart([row for row in telling if row[0].startswith(PREFIX) and row[1]])
    return [row for row in telling if row in looks or row in words_]


def _apart(looks):
    """Return rows of looks without those that go together with a stronger one; the strongest come first."""
    found, met = [], set()
    for look, odds in sorted(looks, key=lambda row: -row[1]):
        line = line_of(look)
        if line is None or line not in met:
            found.append((look, odds))
        met.add(line)
    return found


def _looks(telling):
    return sum(odds for token, odds in telling if token.startswith(PREFIX))


def _sum(telling, least=-inf):
    """What they say together, the words no less than `least`. What a text looks like never speaks for it."""
    words_ = sum(odds for token, odds in telling if not token.startswith(PREFIX))
    return max(0.0, _looks(telling)) + max(least, words_)
