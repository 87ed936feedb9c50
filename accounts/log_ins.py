"""The brake and the trace of the admin's door."""

from contextlib import contextmanager
from datetime import timedelta
from threading import BoundedSemaphore, Lock

from django.utils import timezone

from accounts.limits import DAY, HOUR, LimitReached, network_of, spend
from accounts.models import LogIn, Outcome, User

# Counted before a password is hashed, as that takes half a second of the processor. A person who is held off by
# somebody else's tries can come in again after a quarter of an hour at most.
QUARTER = HOUR // 4
LIMITS = {
    "log-in": {"address": ((10, QUARTER), (100, DAY)), "network": ((20, QUARTER), (200, DAY))},
    "second-factor": {"address": ((10, QUARTER), (100, DAY)), "network": ((20, QUARTER), (200, DAY))},
    "password-reset": {"address": ((3, HOUR), (10, DAY)), "network": ((10, HOUR), (30, DAY))},
}

# Of the threads of a worker one hashes and one waits for it; the others are for pages, as hashing takes all of a
# processor for half a second.
_places, _hashing = BoundedSemaphore(2), Lock()
LONGEST_WAIT = 3  # seconds
RETRY_SOON = 5  # seconds
BUSY = "busy"


@contextmanager
def place_at_the_door():
    """Hash within it. Raises LimitReached, for BUSY, where as many others are at it as the worker can bear."""
    if not _places.acquire(blocking=False):
        raise LimitReached(RETRY_SOON, BUSY)
    try:
        if not _hashing.acquire(timeout=LONGEST_WAIT):
            raise LimitReached(RETRY_SOON, BUSY)
        try:
            yield
        finally:
            _hashing.release()
    finally:
        _places.release()


def spend_at_the_door(request, purpose, email):
    """Count one try, and note where it is one too many. purpose: a key of LIMITS. Raises LimitReached."""
    try:
        spend(purpose, LIMITS[purpose], email=email, network=network_of(request))
    except LimitReached:
        note_refusal(request, email)
        raise


def note_log_in(request, outcome, *, user=None, email=""):
    """Keep what became of a try; user, or the address that was typed: whose account it was for."""
    user = user or User.objects.filter(email__iexact=email).first()
    return LogIn.objects.create(user=user, network=network_of(request), outcome=outcome)


def note_refusal(request, email):
    """Once in a quarter of an hour for each account and network: whoever is refused may go on trying."""
    user = User.objects.filter(email__iexact=email).first()
    since = timezone.now() - timedelta(seconds=QUARTER)
    before = LogIn.objects.filter(user=user, network=network_of(request), outcome=Outcome.REFUSED, at__gt=since)
    if not before.exists():
        note_log_in(request, Outcome.REFUSED, user=user)
