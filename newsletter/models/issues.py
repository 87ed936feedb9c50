"""An issue of the newsletter, from its draft to the last mail, and the mails that carry it."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from post_office.models import Email

from accounts.fields import LineField
from entries.models import Curated, EntryQuerySet, PublicationState, TransitionError
from newsletter.models.subscribers import Subscriber
from newsletter.plain_text import words_in_a_line
from taxonomy.texts import language_of, texts_of


class IssueError(TransitionError):
    """A step that NEXT_STATES does not have."""


class IssueState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("an issue", "draft")
    SCHEDULED = "scheduled", pgettext_lazy("an issue", "scheduled")
    SENDING = "sending", pgettext_lazy("an issue", "being sent")
    SENT = "sent", pgettext_lazy("an issue", "sent")


NEXT_STATES = {
    IssueState.DRAFT: {IssueState.SCHEDULED},
    IssueState.SCHEDULED: {IssueState.DRAFT, IssueState.SENDING},
    IssueState.SENDING: {IssueState.SENT},
    IssueState.SENT: set(),
}
NOT_BEGUN = (IssueState.DRAFT, IssueState.SCHEDULED)


class IssueQuerySet(EntryQuerySet):
    def due(self):
        """Scheduled ones whose time has come, the first of them first."""
        return self.filter(state=IssueState.SCHEDULED, send_at__lte=timezone.now()).order_by("send_at", "pk")

    def being_sent(self):
        return self.filter(state=IssueState.SENDING).order_by("started_at", "pk")

    def newest_first(self):
        return self.order_by("-published_at", "-pk")


class Issue(Curated):
    """Its publication follows its state: with the first mail it is in the archive, from where it can be withdrawn."""

    # Feeds ask for them; an issue is about everything.
    theme_keys = ()
    # Mails lead to its address, and what is new is counted from the days of the last one.
    not_restored = ("slug", "since", "until")

    title = LineField(_("title"), max_length=150, help_text=_("It is also the subject of the e-mail."))
    text = models.TextField(
        _("text"), blank=True, max_length=30_000, help_text=_("Markdown. Begin headings with one “#”.")
    )
    since = models.DateTimeField(_("what is new since"), null=True, blank=True, editable=False)
    until = models.DateTimeField(_("up to"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=IssueState.choices, default=IssueState.DRAFT, editable=False
    )
    send_at = models.DateTimeField(_("to be sent"), null=True, blank=True, editable=False)
    started_at = models.DateTimeField(_("sending began"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    recipients = models.PositiveIntegerField(_("recipients"), null=True, blank=True, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta(Curated.Meta):
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")
        ordering = ["-created_at", "-pk"]
        constraints = [
            *Curated.Meta.constraints,
            models.CheckConstraint(
                name="newsletter_issue_window_in_order",
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gt=models.F("since")),
            ),
            models.CheckConstraint(
                name="newsletter_issue_scheduled_has_a_time",
                condition=~models.Q(state=IssueState.SCHEDULED) | models.Q(send_at__isnull=False),
            ),
            models.CheckConstraint(
                name="newsletter_issue_begun_is_public",
                condition=models.Q(state__in=NOT_BEGUN, started_at__isnull=True, publication=PublicationState.DRAFT)
                | (
                    ~models.Q(state__in=NOT_BEGUN)
                    & models.Q(started_at__isnull=False)
                    & ~models.Q(publication=PublicationState.DRAFT)
                ),
            ),
            models.CheckConstraint(
                name="newsletter_issue_sent_has_a_date",
                condition=models.Q(state=IssueState.SENT, finished_at__isnull=False, recipients__isnull=False)
                | (~models.Q(state=IssueState.SENT) & models.Q(finished_at__isnull=True)),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("newsletter:issue", kwargs={"slug": self.slug})

    @property
    def name(self):
        """What the search, feeds and the admin call it."""
        return self.title

    @property
    def summary(self):
        """How its text begins, in the visitor's language."""
        return Truncator(words_in_a_line(self.text)).chars(240)

    @property
    def text_language(self):
        """The code of the language in which the visitor gets text and summary."""
        return language_of(self, "text")

    def get_publication_display(self):
        """Return how far it is: what the admin and previews say of an issue, in the place of its publication."""
        if self.publication == PublicationState.WITHDRAWN:
            return PublicationState.WITHDRAWN.label
        return self.get_state_display()

    @property
    def published_on(self):
        return self.published_at and timezone.localdate(self.published_at)

    @property
    def is_begun(self):
        return self.state not in NOT_BEGUN

    def readers_without_it(self):
        """Return the subscribers who are still to get it: those who had confirmed when sending began."""
        has_it = Delivery.objects.filter(issue=self, subscriber=OuterRef("pk"))
        return Subscriber.objects.confirmed().filter(~Exists(has_it), confirmed_at__lte=self.started_at)

    @property
    def is_being_queued(self):
        """Return whether its text is fixed: some have their mail already, and others are still to get theirs."""
        return self.state == IssueState.SENDING and self.readers_without_it().exists()

    def step_to(self, state):
        """Set the next state without saving. Raises IssueError where NEXT_STATES has no such step."""
        if state not in NEXT_STATES[self.state]:
            raise IssueError(f"An issue cannot go from {self.state} to {state}.")
        self.state = state

    def check_begun(self):
        """Raise IssueError unless its first mail is queued: only then it is, or was, in the archive."""
        if not self.is_begun:
            raise IssueError("An issue that was not sent is not in the archive.")

    def search_texts(self):
        return {"name": texts_of(self, "title"), "description": words_in_a_line(texts_of(self, "text"))}


class DeliveryState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("a mail", "queued")
    SENT = "sent", pgettext_lazy("a mail", "sent")
    FAILED = "failed", pgettext_lazy("a mail", "failed")
    DROPPED = "dropped", pgettext_lazy("a mail", "removed from the queue")


class Delivery(models.Model):
    """That an issue was queued for a subscriber. It is what keeps anybody from being queued twice."""

    State = DeliveryState

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="deliveries", verbose_name=_("issue"))
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="deliveries", verbose_name=_("subscriber"))
    # The mail, as long as it waits: what was sent is thrown away.
    email = models.OneToOneField(Email, models.SET_NULL, null=True, blank=True, related_name="delivery")
    state = models.CharField(_("state"), max_length=7, choices=DeliveryState.choices, default=DeliveryState.QUEUED)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [models.Index(fields=["issue", "state"], name="newsletter_delivery_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscriber"], name="newsletter_delivery_once_a_subscriber"),
        ]

    def __str__(self):
        return f"{self.issue_id} {self.state}"
