"""Dated signs that entries run."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fields import LineField, validate_directions, validate_reachable
from entries.freshness import first_day, last_day
from entries.models import EntryReference, EntryReferenceQuerySet
from entries.validators import FIRST_YEAR

LONGEST_SOURCE = 2000
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
        help_text=_("What they show. For curators only."),
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
