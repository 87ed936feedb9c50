"""Functions that make what keeps entries true, with valid defaults."""

from datetime import timedelta

from django.utils import timezone

from upkeep.actions import note_sign
from upkeep.models import Evidence, LinkCheck, LinkOutcome, LinkVerdict, SignOfLife
from upkeep.terms import GONE_AFTER, LOOKED_EVERY

PAGE = "https://www.example.org/report"


def make_sign(entry, when="2025-02", what=Evidence.PAGE, source=PAGE, **fields):
    """Return a saved sign of life, which has passed what a form asks of it."""
    sign = SignOfLife(when=when, what=what, source=source, **fields)
    sign.name_entry(entry)
    sign.full_clean()
    return note_sign(sign, by=None)


def make_check(address, verdict=LinkVerdict.GONE, *, days_ago=0, **fields):
    """Return a saved LinkCheck that a look so many days ago has found to be so."""
    at = timezone.now() - timedelta(days=days_ago)
    usual = {"outcome": LinkOutcome.ANSWERED, "looked_at": at, "next_at": at + LOOKED_EVERY}
    if verdict == LinkVerdict.GONE:
        usual |= {"outcome": LinkOutcome.NOT_FOUND, "failing_since": at - GONE_AFTER, "gone_on": timezone.localdate(at)}
    if verdict == LinkVerdict.MOVED:
        usual |= {"outcome": LinkOutcome.MOVED, "new_address": "https://new.example/", "is_same_site": True}
    if verdict == LinkVerdict.PARKED:
        usual |= {"outcome": LinkOutcome.PARKED, "signs": "for sale, hardly a word"}
    return LinkCheck.objects.create(address=address, verdict=verdict, **usual | fields)
