"""Who gets the newsletter, and the proof that they asked for it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from post_office.models import Email

from accounts.fields import LanguageField
from accounts.kept import KeptByAddress

# All mails of the newsletter bear it, so that mailboxes can sort them, and we find their copies again.
LIST_HEADER = "List-Id"


class SubscriberError(Exception):
    """A step that NEXT_STATES does not have."""


class SubscriberState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("a subscriber", "unconfirmed")
    CONFIRMED = "confirmed", pgettext_lazy("a subscriber", "confirmed")
    UNSUBSCRIBED = "unsubscribed", pgettext_lazy("a subscriber", "unsubscribed")
    PAUSED = "paused", pgettext_lazy("a subscriber", "paused, as e-mails bounced")


NEXT_STATES = {
    SubscriberState.UNCONFIRMED: {SubscriberState.CONFIRMED},
    SubscriberState.CONFIRMED: {SubscriberState.UNSUBSCRIBED, SubscriberState.PAUSED},
    SubscriberState.UNSUBSCRIBED: {SubscriberState.CONFIRMED},
    SubscriberState.PAUSED: {SubscriberState.CONFIRMED, SubscriberState.UNSUBSCRIBED},
}


class SubscriberQuerySet(models.QuerySet):
    def confirmed(self):
        """Those who get the next issue."""
        return self.filter(state=SubscriberState.CONFIRMED)

    def of_address(self, email):
        return self.filter(email=email.lower())


class Subscriber(KeptByAddress, models.Model):
    """An address, and how it came to be here. Written by `newsletter.actions` only."""

    kept_as = "newsletter"

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    language = LanguageField(_("language"), default=settings.LANGUAGE_CODE)
    state = models.CharField(
        _("state"), max_length=12, choices=SubscriberState.choices, default=SubscriberState.UNCONFIRMED
    )
    state_since = models.DateTimeField(_("since"), default=timezone.now)
    # In the links of its mails, in the place of the address.
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    # The request that waits for its confirmation; used up with it.
    request = models.UUIDField(unique=True, null=True, blank=True, default=uuid4, editable=False)

    # The proof of consent: which words were read, in which language, when, and from which network, which is a hash.
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_in = LanguageField(_("asked in"))
    wording = models.CharField(_("version of the wording"), max_length=20)
    asked_network = models.CharField(_("network of the request"), max_length=32, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_network = models.CharField(_("network of the confirmation"), max_length=32, blank=True)
    # The same of each time before, as anybody may ask anew for an address that has left.
    earlier = models.JSONField(_("earlier consents"), default=list, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "id"], name="newsletter_by_state")]
        constraints = [
            models.CheckConstraint(
                name="newsletter_subscriber_in_lower_case", condition=models.Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="newsletter_subscriber_confirmed_has_a_date",
                condition=models.Q(state=SubscriberState.UNCONFIRMED, confirmed_at__isnull=True)
                | (~models.Q(state=SubscriberState.UNCONFIRMED) & models.Q(confirmed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="newsletter_subscriber_unconfirmed_has_a_request",
                condition=~models.Q(state=SubscriberState.UNCONFIRMED) | models.Q(request__isnull=False),
            ),
        ]

    def __str__(self):
        """Without the address: the log of the admin keeps this when the row is gone."""
        name, _at, domain = self.email.partition("@")
        return f"{name[:1]}…@{domain}"

    def forget(self):
        """With the copies of the mails of the newsletter to the address."""
        Email.objects.filter(to=self.email, **{f"headers__{LIST_HEADER}__isnull": False}).delete()
        self.delete()

    def as_data(self):
        return {
            "email": self.email,
            "language": self.language,
            "state": self.state,
            "since": self.state_since.isoformat(),
            "consents": [*self.earlier, self.consent()],
            "issues": [
                {"issue": slug, "state": state}
                for slug, state in self.deliveries.order_by("pk").values_list("issue__slug", "state")
            ],
            "returned_mails": [{"status": bounce.status, "on": bounce.on.isoformat()} for bounce in self.bounces.all()],
        }

    @property
    def is_confirmed(self):
        return self.state == SubscriberState.CONFIRMED

    def keep_consent(self):
        """Put the proof of a confirmed consent with the earlier ones, before a new request takes its place."""
        if self.confirmed_at and self.confirmed_at >= self.asked_at:
            self.earlier = [*self.earlier, self.consent()]

    def consent(self):
        """Return the proof of the latest request, and of its confirmation where it has one, as plain data."""
        is_confirmed = self.confirmed_at is not None and self.confirmed_at >= self.asked_at
        return {
            "asked": self.asked_at.isoformat(),
            "asked_in": self.asked_in,
            "version_of_the_words": self.wording,
            "network_of_the_request": self.asked_network,
            "confirmed": self.confirmed_at.isoformat() if is_confirmed else None,
            "network_of_the_confirmation": self.confirmed_network if is_confirmed else "",
        }

    def step_to(self, state):
        """Set the next state without saving. Raises SubscriberError where NEXT_STATES has no such step."""
        if state not in NEXT_STATES[self.state]:
            raise SubscriberError(f"A subscriber cannot go from {self.state} to {state}.")
        self.state, self.state_since = state, timezone.now()


class Bounce(models.Model):
    """A mail to a subscriber that came back. They are counted from these rows, so that a report counts once."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="bounces", verbose_name=_("subscriber"))
    # Digest of the report.
    report = models.CharField(max_length=32)
    # As RFC 3463 has it, such as 5.1.1.
    status = models.CharField(_("status"), max_length=12)
    is_hard = models.BooleanField(_("for good"))
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("returned e-mail")
        verbose_name_plural = _("returned e-mails")
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["subscriber", "report"], name="newsletter_bounce_once_a_report")]

    def __str__(self):
        return f"{self.on:%Y-%m-%d} {self.status}"
