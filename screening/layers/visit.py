"""What the way in which a form was sent says about it."""

from datetime import timedelta

from django.utils import timezone

from screening.facts import Signal

FASTEST = timedelta(seconds=8)  # Nobody reads and fills the first part in less.
# The signals that come from the visit; reading the text again later cannot find them.
VISIT_SIGNALS = {"honeypot", "never-opened", "too-quick", "no-proof-of-work"}


def honeypot(visit):
    """The field that people do not see was filled. A browser that fills forms by itself may do so as well."""
    return Signal("honeypot", 6, visit.honeypot[:80]) if visit.honeypot else None


def time_open(visit, now=None):
    """The form was sent sooner than anybody types, or without ever having been opened."""
    if visit.opened_at is None:
        return Signal("never-opened", 3, "")
    seconds = ((now or timezone.now()) - visit.opened_at).total_seconds()
    return Signal("too-quick", 2, f"{seconds:.0f} s") if seconds < FASTEST.total_seconds() else None


def proof_of_work(visit, is_confirmed=True):
    """No proof came with it: a browser without JavaScript, or a script. The former must not suffer for it.

    Where somebody has to confirm the address by mail, that carries the weight. Where nobody does, a script that fills
    in everything must reach spam by the way it was sent.
    """
    return None if visit.has_proof else Signal("no-proof-of-work", 1 if is_confirmed else 2, "")


def of_visit(visit, is_confirmed=True):
    """Return the Signals of how a form was sent. is_confirmed: whether its address has to be confirmed by mail."""
    found = (honeypot(visit), time_open(visit), proof_of_work(visit, is_confirmed))
    return [signal for signal in found if signal]
