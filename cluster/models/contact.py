"""What people write to the curators."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email

from accounts.fields import LanguageField, LineField
from accounts.kept import KeptByAddress
from entries.dates import local_moment
from screening.verdict import Verdict

# The header that marks the e-mails of a message, so that they are deleted with it.
HEADER = "X-Message-Token"


class MessageQuerySet(models.QuerySet):
    def unanswered(self):
        """What curators have to answer: all that they did not yet, but for the spam."""
        return self.exclude(verdict=Verdict.SPAM).filter(answers=None)

    def answered(self):
        return self.filter(models.Exists(MessageAnswer.objects.filter(message=models.OuterRef("pk"))))

    def unreached(self):
        """Those of which an answer did not arrive, as long as copies of e-mails are kept."""
        return self.filter(pk__in=MessageAnswer.objects.told().filter(was_lost=True).values("message"))

    def spam(self):
        return self.filter(verdict=Verdict.SPAM)


class Message(KeptByAddress, models.Model):
    """A message of the contact form. Deleted when its time after the answer is over, or that with the spam."""

    kept_as = "messages"

    name = LineField(pgettext_lazy("of a person", "name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"))
    text = models.TextField(_("message"), max_length=5000)
    language = LanguageField(_("language"))
    # Made with the form, so that one that is sent twice is stored once.
    token = models.UUIDField(unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    verdict = models.CharField(
        _("what the spam filter says"), max_length=10, choices=Verdict.choices, default=Verdict.WAITING
    )
    # Rows of name, weight and detail, as screening.facts.Signal has them.
    signals = models.JSONField(_("signals"), default=list, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]

    def __str__(self):
        """Without name and words: the log of the admin keeps this when the message is gone."""
        return gettext("Message of %(day)s") % {"day": local_moment(self.sent_at)}

    @property
    def is_suspicious(self):
        return self.verdict == Verdict.SUSPICIOUS

    @property
    def is_spam(self):
        return self.verdict == Verdict.SPAM

    def forget(self):
        """With the mails that carried it to the curators, also those that still wait."""
        Email.objects.filter(**{f"headers__{HEADER}": str(self.token)}).delete()
        self.delete()

    def as_data(self):
        return {
            "name": self.name,
            "text": self.text,
            "language": self.language,
            "sent": self.sent_at.isoformat(),
            "verdict": self.verdict,
            "signals": self.signals,
            "answers": [{"text": answer.text, "sent": answer.at.isoformat()} for answer in self.answers.all()],
        }


class MessageAnswerQuerySet(models.QuerySet):
    def told(self):
        """With what became of the e-mail of each, as `was_lost`, for as long as copies of e-mails are kept."""
        lost = Email.objects.filter(message_id=models.OuterRef("mail_number"), status=STATUS.failed)
        return self.annotate(was_lost=models.Exists(lost))


class MessageAnswer(models.Model):
    """What a curator answered by e-mail."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="answers", verbose_name="message")
    text = models.TextField("answer", max_length=5000)
    # None once the account is deleted.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="curator"
    )
    at = models.DateTimeField("answered", auto_now_add=True)
    # The e-mail that carried it, which a further answer continues.
    mail_number = models.CharField("number of the e-mail", max_length=255)

    objects = MessageAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "answer to a message"
        verbose_name_plural = "answers to messages"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.message}: {local_moment(self.at)}"
