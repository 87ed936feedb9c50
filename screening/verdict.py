"""What the sum of all signals means, and how long spam is kept.

The weights keep to three rules. No layer reaches SPAM_FROM alone: what is put with the spam is so by at least two that
know nothing of each other. What happens to honest people (no JavaScript, an address at a free provider, a few clumsy
words) stays below SUSPICIOUS_FROM even in company. What a spammer can choose freely earns next to no credit.

A submission reaches a curator only when somebody has confirmed its address by mail, which no flood of spam does. Nobody
confirms a message of the contact form: there a missing proof of work weighs more (layers/visit.py), so that no
JavaScript and one clumsy thing besides can make it suspicious. That costs an honest person nothing, as the message is
mailed with that word in its subject; only spam is mailed to nobody.
"""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from screening.facts import Signal

SUSPICIOUS_FROM = 4
SPAM_FROM = 8
# What these say may fold a text and never makes it spam: they know it from others, or from the words of its trade.
FOLDS_ONLY = frozenset({"campaign", "learned-score", "like-spam", "trade"})


class Verdict(TextChoices):
    WAITING = "waiting", _("waiting")
    SUSPICIOUS = "suspicious", _("suspicious")
    SPAM = "spam", _("spam")


def verdict(found: Iterable[Signal]) -> Verdict:
    """Return the Verdict on an iterable of Signals."""
    found = list(found)
    if sum(signal.weight for signal in found if signal.name not in FOLDS_ONLY) >= SPAM_FROM:
        return Verdict.SPAM
    score = sum(signal.weight for signal in found)
    return Verdict.SUSPICIOUS if score >= SUSPICIOUS_FROM else Verdict.WAITING
