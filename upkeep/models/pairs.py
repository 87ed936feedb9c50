"""Pairs of entries that are likely to be one, and what curators said of them."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef

from entries.kinds import kinds


class LikelyPairQuerySet(models.QuerySet):
    def undecided(self):
        """Those of which both are published, and nobody has said that they are two."""
        both = []
        for kind in kinds():
            published = kind.model.objects.published()
            # Asked of each pair: there are few, and very many entries.
            there = [Exists(published.filter(pk=OuterRef(name))) for name in ("one_id", "other_id")]
            both.append(models.Q(*there, kind=kind.key))
        return self.filter(reduce(or_, both), told_apart_at=None)

    def told_apart(self, kind):
        """Return the two keys of each pair of a kind that curators told apart, as a set."""
        return set(self.filter(kind=kind).exclude(told_apart_at=None).values_list("one_id", "other_id"))


class LikelyPair(models.Model):
    """Two entries of a kind that are alike. Those that curators told apart are kept, so that nobody is asked again."""

    kind = models.CharField("kind", max_length=20)
    # The one that was there first, by its key, and the other.
    one_id = models.PositiveBigIntegerField("entry")
    other_id = models.PositiveBigIntegerField("other entry")
    likeness = models.PositiveSmallIntegerField(
        "likeness", help_text="Out of 100; 100 for those with the same website."
    )
    found_at = models.DateTimeField("found", auto_now_add=True)
    told_apart_at = models.DateTimeField("told apart", null=True, blank=True)
    told_apart_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="told apart by"
    )

    objects = LikelyPairQuerySet.as_manager()

    class Meta:
        verbose_name = "likely duplicate"
        verbose_name_plural = "likely duplicates"
        ordering = ["-likeness", "kind", "one_id", "other_id"]
        constraints = [models.UniqueConstraint(fields=["kind", "one_id", "other_id"], name="likely_pair_once")]

    def __str__(self):
        return f"{self.kind} {self.one_id} and {self.other_id}"
