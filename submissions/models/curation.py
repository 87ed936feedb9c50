"""What curators keep so that reviewing stays quick: replies they send often, and what they called spam."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.fields import LineField


class Reply(models.Model):
    """A text that curators start from when they return or reject a submission."""

    class Use(models.TextChoices):
        RETURN = "return", _("return with a question")
        REJECT = "reject", _("reject")

    use = models.CharField(_("used to"), max_length=6, choices=Use.choices)
    # The open books count refusals by it.
    reason = LineField(
        _("reason"), max_length=80, help_text=_("In a few words. Visitors see how often each reason was given.")
    )
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
    # The runs of its words as numbers, by which what resembles it is known (screening/likeness.py).
    shingles = models.JSONField("runs of words", default=list, blank=True)
    marked_at = models.DateTimeField(_("marked as spam"))

    class Meta:
        verbose_name = _("example of spam")
        verbose_name_plural = _("examples of spam")
        ordering = ["-marked_at", "-pk"]

    def __str__(self):
        return ", ".join(self.tokens[:5])
