"""Who looks after which entry."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entries.actions import entry_models


class EntryReference(models.Model):
    """Names one entry by the kind of its model and its key, as former addresses do."""

    target_kind = models.CharField(_("kind of entry"), max_length=20)
    target_id = models.PositiveBigIntegerField(_("entry"))

    class Meta:
        abstract = True

    @property
    def target(self):
        """The project or organisation, or None where there is none."""
        return entry_of(self.target_kind, self.target_id)


def entry_of(kind, pk):
    """Return the entry of a kind ("project", "organisation") and a key, or None."""
    model = entry_model(kind)
    return model.objects.filter(pk=pk).first() if model and pk else None


def entry_model(kind):
    """Return Project for "project", Organisation for "organisation", None for anything else."""
    return next((model for model in entry_models() if model._meta.model_name == kind), None)


class CaretakerQuerySet(models.QuerySet):
    def of_entry(self, entry):
        return self.filter(target_kind=entry._meta.model_name, target_id=entry.pk)

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
