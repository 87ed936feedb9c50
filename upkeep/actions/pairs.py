"""Writes to the pairs of entries that are likely to be one."""

from collections.abc import Mapping

from django.utils import timezone

from accounts.models import User
from operations.turns import writing
from upkeep.models import LikelyPair


@writing
def note_pairs(kind: str, found: Mapping[tuple[int, int], int], *, by: User | None = None) -> int:
    """Note which entries of a kind are alike by now; returns how many pairs are new.

    found: (key of the older one, key of the other) -> likeness. What is alike no more is forgotten, unless curators
    told it apart.
    """
    known = LikelyPair.objects.filter(kind=kind)
    gone = [pair.pk for pair in known.filter(told_apart_at=None) if (pair.one_id, pair.other_id) not in found]
    LikelyPair.objects.filter(pk__in=gone).delete()
    there = set(known.values_list("one_id", "other_id"))
    new = [
        LikelyPair(kind=kind, one_id=one, other_id=other, likeness=likeness)
        for (one, other), likeness in found.items()
        if (one, other) not in there
    ]
    LikelyPair.objects.bulk_create(new, batch_size=500)
    return len(new)


@writing
def tell_apart(pair: LikelyPair, *, by: User) -> LikelyPair:
    """Note that two entries are two, however alike they are; who said so first stays noted."""
    if pair.told_apart_at:
        return pair
    pair.told_apart_at, pair.told_apart_by = timezone.now(), by
    pair.save(update_fields=["told_apart_at", "told_apart_by"])
    return pair


@writing
def ask_about_again(pair: LikelyPair, *, by: User) -> LikelyPair:
    """Take back that two entries were told apart."""
    pair.told_apart_at = pair.told_apart_by = None
    pair.save(update_fields=["told_apart_at", "told_apart_by"])
    return pair
