"""What the sum of all signals means.

The weights keep to three rules. No layer reaches SPAM_FROM alone: what is put with the spam is so by at least two that
know nothing of each other. What happens to honest people (no JavaScript, an address at a free provider, a few clumsy
words) stays below SUSPICIOUS_FROM even in company. What a spammer can choose freely earns next to no credit.
"""

SUSPICIOUS_FROM = 4
SPAM_FROM = 8


def verdict(found):
    """Return "waiting", "suspicious" or "spam" for an iterable of Signals."""
    score = sum(signal.weight for signal in found)
    if score >= SPAM_FROM:
        return "spam"
    return "suspicious" if score >= SUSPICIOUS_FROM else "waiting"
