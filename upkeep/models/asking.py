"""Whom the site asked about which entry, when, and what they said."""

from uuid import uuid4

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from entries.freshness import awaiting_confirmation
from entries.kinds import kinds
from entries.models import EntryReference, EntryReferenceQuerySet
from upkeep.models.contacts import Correspondent
from upkeep.terms import ONE_MAIL_EVERY, REMINDED_AFTER


class AnswerGiven(models.TextChoices):
    RIGHT = "right", _("It is still correct")
    CHANGED = "changed", _("Something has changed")
    ENDED = "ended", _("It has ended")


class QuestionQuerySet(EntryReferenceQuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def bounced(self):
        """Those that reached nobody, about entries that nobody has confirmed since."""
        return self.open().about_unconfirmed().exclude(correspondent__bounced_at=None)

    def in_vain(self):
        """Those that nobody answered after all reminders, likewise."""
        patience = REMINDED_AFTER[-1] + ONE_MAIL_EVERY
        return (
            self.open()
            .about_unconfirmed()
            .filter(
                correspondent__bounced_at=None, mails__gt=len(REMINDED_AFTER), asked_at__lt=timezone.now() - patience
            )
        )

    def in_doubt(self):
        """Those whose latest mail was given up without anybody knowing whether it arrived, likewise."""
        mails = AskingMail.objects.filter(correspondent=OuterRef("correspondent")).order_by("-at", "-pk")
        doubt = Subquery(mails.values("is_in_doubt")[:1])
        return self.open().about_unconfirmed().filter(correspondent__bounced_at=None).filter(doubt)

    def about_unconfirmed(self):
        about = Q()
        for kind in kinds():
            unconfirmed = awaiting_confirmation(kind.model.objects.filter(pk=OuterRef("target_id")))
            about |= Q(Exists(unconfirmed), target_kind=kind.key)
        return self.filter(about)


class Question(EntryReference):
    """The latest time that somebody was asked about an entry; asked anew a year later it is the same row."""

    correspondent = models.ForeignKey(
        Correspondent, models.CASCADE, related_name="questions", verbose_name="whom we asked"
    )
    # In the links of its mails; another one whenever it is asked anew.
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    asked_at = models.DateTimeField("asked", default=timezone.now)
    mails = models.PositiveSmallIntegerField("e-mails", default=0, help_text="The first one, and the reminders.")
    answered_at = models.DateTimeField("answered", null=True, blank=True)
    answer = models.CharField("answer", max_length=8, choices=AnswerGiven.choices, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question to those who run an entry"
        verbose_name_plural = "questions to those who run an entry"
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="upkeep_questions_of_entry")]
        constraints = [
            models.UniqueConstraint(
                fields=["correspondent", "target_kind", "target_id"], name="upkeep_question_once_a_person"
            ),
            models.CheckConstraint(
                name="upkeep_answer_has_a_time",
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"about {self.target}"


class AskingMail(models.Model):
    """One mail that asks somebody. Its copy is deleted after a while; that it was sent is known for good."""

    correspondent = models.ForeignKey(Correspondent, models.CASCADE, related_name="mails")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    mail = models.ForeignKey(Email, models.SET_NULL, null=True, related_name="+")
    message_id = models.CharField(max_length=255, db_index=True)
    # It was given up, and nobody knows whether it arrived: another one would perhaps be the second.
    is_in_doubt = models.BooleanField(default=False)

    def __str__(self):
        return f"to {self.correspondent}"
