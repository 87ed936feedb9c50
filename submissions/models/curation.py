"""What curators keep so that reviewing stays quick: domains they know, replies they send often, and what the screen
learned from them.
"""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class BlockedDomainQuerySet(models.QuerySet):
    def covering(self, domain):
        """The rows that name a domain or one above it: example.org covers www.example.org."""
        labels = domain.lower().strip(".").split(".")
        return self.filter(domain__in=[".".join(labels[place:]) for place in range(len(labels))])


class BlockedDomain(models.Model):
    """A domain of throw-away mailboxes or of link farms; submissions from it get a signal, none is thrown away."""

    class Kind(models.TextChoices):
        DISPOSABLE = "disposable", _("throw-away mail addresses")
        LINK_FARM = "link-farm", _("link farm")
        SPAM = "spam", _("seen in spam")

    domain = models.CharField(_("domain"), max_length=253, unique=True, help_text=_("Without “www.”."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SPAM)
    note = models.CharField(_("note"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = BlockedDomainQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked domain")
        verbose_name_plural = _("blocked domains")
        ordering = ["domain"]
        constraints = [
            models.CheckConstraint(
                name="submissions_blocked_domain_in_lower_case", condition=models.Q(domain=Lower("domain"))
            )
        ]

    def __str__(self):
        return self.domain


class Reply(models.Model):
    """A text that curators start from when they return or reject a submission."""

    class Use(models.TextChoices):
        RETURN = "return", _("return with a question")
        REJECT = "reject", _("reject")

    use = models.CharField(_("used to"), max_length=6, choices=Use.choices)
    # The open books count refusals by it.
    reason = models.CharField(_("reason"), max_length=80, help_text=_("In a few words; it is counted in public."))
    text = models.TextField(_("text"), max_length=3000)
    position = models.PositiveSmallIntegerField(_("position"), default=100)

    class Meta:
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        ordering = ["use", "position", "reason"]
        constraints = [models.UniqueConstraint(fields=["use", "reason"], name="submissions_reply_once_a_reason")]

    def __str__(self):
        return self.reason


class SpamExample(models.Model):
    """The words of something that a curator called spam, each once and in alphabetical order, and its links' domains.

    Kept when the spam itself is deleted, so that the screen does not forget it; no address and no sender is kept.
    """

    submission = models.OneToOneField(
        "submissions.Submission",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="spam_example",
        verbose_name=_("submission"),
    )
    tokens = models.JSONField(_("words"), default=list)
    marked_at = models.DateTimeField(_("called spam"))

    class Meta:
        verbose_name = _("example of spam")
        verbose_name_plural = _("examples of spam")
        ordering = ["-marked_at", "-pk"]

    def __str__(self):
        return ", ".join(self.tokens[:5])


class LearnedWord(models.Model):
    """How many texts that were spam, and how many that were published, had a word. Written by `train_screen`."""

    token = models.CharField(_("word"), max_length=110, unique=True, help_text=_("“link:” stands before a domain."))
    spam = models.PositiveIntegerField(_("in spam"))
    honest = models.PositiveIntegerField(_("in honest texts"))
    learned_at = models.DateTimeField(_("learned"))

    class Meta:
        verbose_name = _("learned word")
        verbose_name_plural = _("learned words")
        ordering = ["token"]

    def __str__(self):
        return self.token
