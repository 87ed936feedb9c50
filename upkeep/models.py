"""What keeps entries true: dated signs that they run, and what became of the addresses that they lead to."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fields import LineField, validate_directions, validate_reachable
from entries.freshness import first_day, last_day
from entries.models import EntryReference, EntryReferenceQuerySet
from entries.validators import FIRST_YEAR
from entries.watching import watched_addresses

LONGEST_SOURCE = 2000
LONGEST_ADDRESS = 500
_validate_address = URLValidator(schemes=["http", "https"])


class Evidence(models.TextChoices):
    """What shows that an entry runs."""

    PAGE = "page", _("a public page")
    REPORT = "report", _("a visitor’s report")
    WEBSITE = "website", _("the website answered")
    ORGANISATION = "organisation", _("the organisation")
    CURATOR = "curator", _("a curator")


def validate_written(text):
    """Raise ValidationError on what is no date known to the day, the month or the year, and on one not yet begun."""
    try:
        begun = first_day(text)
        last_day(text)
    except ValueError:
        raise ValidationError(
            _("A date such as 2026-05-12, 2026-05 or 2026, please, depending on how well it is known."), code="date"
        ) from None
    if begun > localdate():
        raise ValidationError(_("This date is in the future."), code="future")
    if begun.year < FIRST_YEAR:
        raise ValidationError(_("A date from %(first)s onwards, please."), code="past", params={"first": FIRST_YEAR})


def validate_addresses(text):
    """Raise ValidationError on a line that is no address of a page, naming it."""
    for line in text.splitlines():
        try:
            _validate_address(line.strip())
            validate_reachable(line.strip())
        except ValidationError:
            raise ValidationError(
                _("“%(line)s” is not a web address."), code="address", params={"line": line.strip()[:60]}
            ) from None


class SignOfLifeQuerySet(EntryReferenceQuerySet):
    def counting(self):
        """Those by which an entry is known to run: an answer of its website alone shows nothing of the kind."""
        return self.exclude(what=Evidence.WEBSITE)


class SignOfLife(EntryReference):
    """Dated evidence that an entry ran."""

    when = LineField(
        pgettext_lazy("of a sign of life", "date"),
        max_length=10,
        validators=[validate_written],
        help_text=_("As well as it is known: 2026-05-12, 2026-05 or 2026."),
    )
    what = models.CharField(_("what shows it"), max_length=12, choices=Evidence.choices, default=Evidence.PAGE)
    source = models.TextField(
        _("source"),
        blank=True,
        validators=[MaxLengthValidator(LONGEST_SOURCE), validate_addresses, validate_directions],
        help_text=_("The addresses of the pages that show it, one per line. Visitors see them."),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        validators=[MaxLengthValidator(1000)],
        help_text=_("What they show. For curators alone."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noted by"),
    )
    noted_at = models.DateTimeField(_("noted"), auto_now_add=True)

    objects = SignOfLifeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")
        ordering = ["-when", "-pk"]
        indexes = [models.Index(fields=["target_kind", "target_id", "when"], name="upkeep_signs_of_entry")]
        constraints = [
            models.CheckConstraint(
                name="upkeep_page_has_an_address", condition=~models.Q(what=Evidence.PAGE) | ~models.Q(source="")
            )
        ]

    def __str__(self):
        return f"{self.target} ({self.when})"

    def clean(self):
        super().clean()
        if self.what == Evidence.PAGE and not self.source.strip():
            raise ValidationError({"source": _("The address of the page, please: visitors can see where it says so.")})

    @property
    def sources(self):
        """The addresses of the pages that show it, as a list."""
        return [line.strip() for line in self.source.splitlines() if line.strip()]


class EvidenceRow(models.Model):
    """What the evidence said of a project when it was last loaded: it tells a changed row from a person's edit."""

    project = models.OneToOneField(
        "projects.Project",
        models.CASCADE,
        related_name="evidence_row",
        verbose_name=pgettext_lazy("kind of entry", "project"),
    )
    values = models.JSONField()

    def __str__(self):
        return str(self.project)


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
            models.Q(address__in=watched.missed_items.order_by().values(watched.field))
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
