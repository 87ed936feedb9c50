"""Counts that hold across workers and hosts: in the database, which all of them share.

Whatever becomes of a cache, nobody can do more often what may be done so often, nor use twice what is for once.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import Count

MOST_CLEARED = 100


def count(key, seconds):
    """Return how often a key has been counted, with this time; its count may be forgotten after so many seconds."""
    ends_at = timezone.now() + timedelta(seconds=seconds)
    with transaction.atomic():
        Count.objects.bulk_create([Count(key=key, ends_at=ends_at)], ignore_conflicts=True)
        # Locks the row until the transaction ends, so that no two callers get the same number.
        Count.objects.filter(pk=key).update(number=F("number") + 1)
        number = Count.objects.values_list("number", flat=True).get(pk=key)
        if number == 1:
            _clear()
    return number


def _clear():
    """Forget a few counts that are over, but none that somebody else is at."""
    over = Count.objects.filter(ends_at__lt=timezone.now()).select_for_update(skip_locked=True)
    Count.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:MOST_CLEARED])).delete()
