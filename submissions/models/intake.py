"""The switch: whether new projects and organisations can be handed in."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import LanguageField
from accounts.kept import KeptByAddress
from search.prepared import Prepared


class IntakeQuerySet(models.QuerySet):
    def paused(self):
        return self.filter(state=Intake.State.PAUSED)

    def overdue(self):
        """Where the day has passed on which intake was expected to reopen."""
        return self.paused().filter(reopens_on__lt=timezone.localdate())


class Intake(models.Model):
    """One row. Written by `submissions.actions.set_intake` only, so that pages that are kept follow at once."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PAUSED = "paused", _("paused")

    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    since = models.DateTimeField(_("since"), default=timezone.now)
    message = models.TextField(
        _("message"),
        blank=True,
        max_length=1000,
        help_text=_("What visitors read while intake is paused. If this is left empty, the site uses its own words."),
    )
    reopens_on = models.DateField(_("expected reopening"), null=True, blank=True)
    contact = models.EmailField(
        _("contact address"), blank=True, help_text=_("Where people can write while intake is paused.")
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intake")
        constraints = [models.CheckConstraint(name="submissions_one_intake", condition=models.Q(pk=1))]

    def __str__(self):
        return gettext("Intake is open") if self.is_open else gettext("Intake is paused")

    @classmethod
    def current(cls):
        """Return the one row, or an open intake where nobody has ever used the switch. Never from a cache."""
        return next(iter(CURRENT.objects()), None) or cls(pk=1)

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def expected_on(self):
        """The day on which intake is expected to reopen; None where none is known, or where it has passed."""
        return self.reopens_on if self.reopens_on and self.reopens_on >= timezone.localdate() else None

    @property
    def notice(self):
        """What visitors read while intake is paused, in their language."""
        return self.message or gettext(
            "We cannot accept new projects and organisations for now. Everything that is listed stays as it "
            "is; you can still report mistakes and suggest changes as always."
        )


CURRENT = Prepared(lambda: Intake.objects.filter(pk=1))


class ReopeningRequest(KeptByAddress, models.Model):
    """Somebody wants one mail when intake reopens; the row goes with that mail."""

    kept_as = "asked_to_be_told_when_intake_reopens"

    email = models.EmailField(_("e-mail address"), unique=True)
    language = LanguageField(_("language"), default=settings.LANGUAGE_CODE)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("request to be told when intake reopens")
        verbose_name_plural = _("requests to be told when intake reopens")

    def __str__(self):
        return self.email

    def as_data(self):
        return {"asked": self.asked_at.isoformat(), "language": self.language}
