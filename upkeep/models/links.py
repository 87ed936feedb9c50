"""What became of the addresses that the directory leads to."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.utils import timezone

from entries.watching import watched_addresses

LONGEST_ADDRESS = 500


class LinkOutcome(models.TextChoices):
    """What came of one look at an address. For curators alone, in English."""

    ANSWERED = "answered", "it answered"
    MOVED = "moved", "it has moved for good"
    PARKED = "parked", "the domain seems to be for sale"
    NOT_FOUND = "not found", "there is no such page"
    NO_NAME = "no name", "there is no such name"
    REFUSED = "refused", "it refuses to be asked"
    FAULT = "fault", "it answered with a fault"
    TLS = "tls", "no secure connection"
    LOOP = "loop", "it leads on and on"
    NOT_ALLOWED = "not allowed", "its robots.txt says not to ask"
    NOT_PUBLIC = "not public", "it stands at an address that is not public"
    NO_ADDRESS = "no address", "it is no address that can be asked"
    TIMEOUT = "timeout", "no answer in time"
    UNREACHABLE = "unreachable", "nobody was reached"


# What says that a page is gone, if it is found twice.
ACCUSING = (LinkOutcome.NOT_FOUND, LinkOutcome.NO_NAME)
# What may be the fault of the network in between, and says nothing about the other side.
UNREACHED = (LinkOutcome.TIMEOUT, LinkOutcome.UNREACHABLE)


class LinkVerdict(models.TextChoices):
    """What is known of an address after all looks at it."""

    ANSWERED = "answered", "answers"
    UNSURE = "unsure", "could not tell"
    GONE = "gone", "gone"
    PARKED = "parked", "parked"
    MOVED = "moved", "moved"


class LinkCheckQuerySet(models.QuerySet):
    def due(self):
        """Those whose time has come, who waits longest first."""
        return self.filter(next_at__lte=timezone.now()).order_by("next_at", "pk")

    def to_mend(self, verdict):
        """Those of a verdict that nobody has settled, at addresses that visitors are led to and would miss."""
        missed = (
            models.Exists(watched.missed_items.filter(**{watched.field: models.OuterRef("address")}))
            for watched in watched_addresses()
        )
        return self.filter(reduce(or_, missed), verdict=verdict, settled_at=None)


class LinkCheck(models.Model):
    """What is known of an address that the directory leads to.

    Of the address and not of what leads there: where that gets another address, nothing has to follow.
    """

    address = models.CharField("address", max_length=LONGEST_ADDRESS, unique=True)
    verdict = models.CharField("verdict", max_length=10, choices=LinkVerdict.choices, default=LinkVerdict.UNSURE)
    outcome = models.CharField("last look", max_length=12, choices=LinkOutcome.choices, blank=True)
    status = models.PositiveSmallIntegerField("HTTP status", null=True, blank=True)
    looked_at = models.DateTimeField("looked at", null=True, blank=True)
    next_at = models.DateTimeField("next look", default=timezone.now, db_index=True)
    answered_on = models.DateField("last answered", null=True, blank=True)
    # Since when every look that tells anything has found it gone.
    failing_since = models.DateTimeField("failing since", null=True, blank=True)
    gone_on = models.DateField("found gone", null=True, blank=True)
    new_address = models.CharField("new address", max_length=LONGEST_ADDRESS, blank=True)
    # Whether what answers at the new address is known to be the same site.
    is_same_site = models.BooleanField("the same site", default=False)
    signs = models.CharField("signs of being parked", max_length=200, blank=True)
    settled_at = models.DateTimeField("left as it is", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="left by"
    )

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "address of others"
        verbose_name_plural = "addresses of others"
        ordering = ["address"]
        indexes = [models.Index(fields=["verdict"], name="upkeep_links_by_verdict")]
        constraints = [
            models.CheckConstraint(
                name="upkeep_link_gone_has_a_day",
                condition=models.Q(verdict=LinkVerdict.GONE, gone_on__isnull=False, failing_since__isnull=False)
                | ~models.Q(verdict=LinkVerdict.GONE) & models.Q(gone_on__isnull=True),
            ),
            models.CheckConstraint(
                name="upkeep_link_moved_leads_somewhere",
                condition=models.Q(verdict=LinkVerdict.MOVED) & ~models.Q(new_address="")
                | ~models.Q(verdict=LinkVerdict.MOVED) & models.Q(new_address="", is_same_site=False),
            ),
            models.CheckConstraint(
                name="upkeep_link_settler_has_a_time",
                condition=models.Q(settled_by__isnull=True) | models.Q(settled_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.address
