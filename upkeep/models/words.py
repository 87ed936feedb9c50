"""What visitors say of whether an entry still runs."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fields import LinkField
from entries.models import EntryReference, EntryReferenceQuerySet
from entries.years import YearField


class Word(models.TextChoices):
    RUNS = "runs", pgettext_lazy("an entry", "It still runs")
    ENDED = "ended", pgettext_lazy("an entry", "It has ended")
    UNKNOWN = "unknown", pgettext_lazy("an entry", "I do not know either")


class VisitorsWordQuerySet(EntryReferenceQuerySet):
    def open(self):
        return self.filter(settled_at=None)

    def waiting(self):
        """Of each entry the latest word that no curator has settled; what looks like spam asks nobody for anything."""
        same = {"target_kind": OuterRef("target_kind"), "target_id": OuterRef("target_id")}
        credible = self.model.objects.open().filter(is_spam=False)
        later = credible.filter(**same, pk__gt=OuterRef("pk"))
        return self.open().filter(~Exists(later), is_spam=False)


class VisitorsWord(EntryReference):
    """One visitor's word about one entry. Nothing is kept of who said it."""

    # Made with the form, so that a form sent twice counts once.
    token = models.UUIDField(unique=True, default=uuid4, editable=False)
    what = models.CharField(_("Does it still run?"), max_length=8, choices=Word.choices)
    source = LinkField(_("A page that shows it"), max_length=500, blank=True)
    year = YearField(_("In which year did it end?"), null=True, blank=True)
    is_spam = models.BooleanField("looks like spam", default=False)
    said_at = models.DateTimeField("said", auto_now_add=True)
    settled_at = models.DateTimeField("settled", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="settled by"
    )

    objects = VisitorsWordQuerySet.as_manager()

    class Meta:
        verbose_name = "visitor’s word"
        verbose_name_plural = "visitors’ words"
        ordering = ["-said_at", "-pk"]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="upkeep_words_of_entry")]
        constraints = [
            models.CheckConstraint(name="upkeep_word_with_a_page", condition=~Q(what=Word.RUNS) | ~Q(source="")),
            models.CheckConstraint(name="upkeep_word_of_an_end", condition=Q(year=None) | Q(what=Word.ENDED)),
        ]

    def __str__(self):
        return f"a word about {self.target}"
