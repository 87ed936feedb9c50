"""Who looks after which entry."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fields import LineField
from entries.kinds import kinds
from entries.models import EntryReference, EntryReferenceQuerySet
from taxonomy.fields import LanguageCodeField


class CaretakerQuerySet(EntryReferenceQuerySet):
    def of_user(self, user):
        return self.filter(user=user)


class Caretaker(EntryReference):
    """A person who may propose changes to an entry and invite others to do so."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="caretakings", verbose_name=_("person")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = CaretakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("caretaker")
        verbose_name_plural = _("caretakers")
        indexes = [models.Index(fields=["target_kind", "target_id"], name="submissions_carer_of_entry")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "target_kind", "target_id"], name="submissions_caretaker_once_an_entry"
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.target}"


class CaretakerStepQuerySet(EntryReferenceQuerySet):
    def left_alone(self):
        """The last step of each published entry that nobody looks after any more: it says who left, and when."""
        same = {"target_kind": OuterRef("target_kind"), "target_id": OuterRef("target_id")}
        is_public = Q()
        for kind in kinds():
            # Of each step, as there are few of them beside very many entries.
            published = kind.model.objects.published().filter(pk=OuterRef("target_id")).order_by()
            is_public |= Q(Exists(published), target_kind=kind.model._meta.model_name)
        return self.filter(
            is_public,
            ~Exists(Caretaker.objects.filter(**same)),
            ~Exists(CaretakerStep.objects.filter(**same, pk__gt=OuterRef("pk"))),
        ).exclude(what=CaretakerStep.What.JOINED)


class CaretakerStep(EntryReference):
    """Somebody came to look after an entry, or stopped. Written with every such change, and never changed."""

    class What(models.TextChoices):
        JOINED = "joined", _("looks after it")
        LEFT = "left", pgettext_lazy("of a caretaker", "left")
        REMOVED = "removed", pgettext_lazy("of a caretaker", "removed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    what = models.CharField(_("what"), max_length=7, choices=What.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("The curator whose decision it was."),
    )
    reason = LineField(_("reason"), max_length=200, blank=True)

    objects = CaretakerStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of caretakers")
        verbose_name_plural = _("changes of caretakers")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="submissions_carer_step")]

    def __str__(self):
        return f"{self.target}: {self.get_what_display()}"


class Invitation(EntryReference):
    """A caretaker or a curator asks somebody, by e-mail, to look after an entry. It goes when it is taken up."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations", verbose_name=_("invited person")
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), auto_now_add=True)

    objects = CaretakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "target_kind", "target_id"], name="submissions_invitation_once_an_entry"
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.target}"

    @property
    def asker(self):
        """Who asks, as the invited are told: the address of a caretaker; curators ask in the directory's name."""
        return settings.SITE_NAME if self.invited_by.is_staff else str(self.invited_by)


class Translator(models.Model):
    """Somebody whom the curators have asked to translate entries into a language."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="translating", verbose_name=_("person")
    )
    language = LanguageCodeField(_("language"))
    is_trusted = models.BooleanField(
        "trusted",
        default=False,
        help_text="What they write is public at once. Otherwise a curator looks at it first.",
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("translator")
        verbose_name_plural = _("translators")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "language"], name="submissions_translator_once_a_language")
        ]

    def __str__(self):
        return f"{self.user} – {self.language}"
