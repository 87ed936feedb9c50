"""Whom one may write to about an entry. Curators add what nobody else knows; see `entries.addressees`."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from accounts.fields import LanguageField, LineField
from accounts.kept import KeptByAddress
from entries.models import EntryReference, EntryReferenceQuerySet


class ContactAddress(KeptByAddress, EntryReference):
    """The address of somebody who knows about an entry, as a curator found it. No visitor ever sees it."""

    kept_as = "contact_addresses"

    email = models.EmailField("e-mail address", max_length=254)
    language = LanguageField("language", default=settings.LANGUAGE_CODE, help_text="In which they are written to.")
    origin = LineField(
        "where it is from", max_length=300, help_text="Such as the page that shows it, or the letter that named it."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="added by"
    )
    added_at = models.DateTimeField("added", auto_now_add=True)

    objects = EntryReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "contact address"
        verbose_name_plural = "contact addresses"
        ordering = ["-added_at", "-pk"]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="upkeep_contacts_of_entry")]
        constraints = [
            models.UniqueConstraint(fields=["email", "target_kind", "target_id"], name="upkeep_contact_once_an_entry"),
            models.CheckConstraint(name="upkeep_contact_in_lower_case", condition=models.Q(email=Lower("email"))),
        ]

    def __str__(self):
        """Without the address: the log of the admin keeps this when the row is gone."""
        return f"a contact of {self.target}"

    def as_data(self):
        return {
            "entry": str(self.target),
            "email": self.email,
            "language": self.language,
            "where_it_is_from": self.origin,
            "added": self.added_at.isoformat(),
        }


class CorrespondentQuerySet(models.QuerySet):
    def left_alone(self):
        """Those who are not written to: they said so, or mail to them comes back."""
        return self.exclude(stopped_at=None, bounced_at=None)


class Correspondent(KeptByAddress, models.Model):
    """An address that the site may write to about entries, or may not any more; one row, whatever it is known from."""

    kept_as = "asked_about_entries"

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    # In the links of its mails, in the place of the address.
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    stopped_at = models.DateTimeField("asked not to be written to", null=True, blank=True)
    # A wish from before that is read late, or once more, is none any more.
    allowed_at = models.DateTimeField("may be written to again", null=True, blank=True)
    bounced_at = models.DateTimeField("e-mails come back", null=True, blank=True)

    objects = CorrespondentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="upkeep_correspondent_in_lower_case", condition=models.Q(email=Lower("email")))
        ]

    def __str__(self):
        return f"correspondent {self.pk}"

    def as_data(self):
        return {
            "email": self.email,
            "stopped": self.stopped_at and self.stopped_at.isoformat(),
            "may_be_written_to_again": self.allowed_at and self.allowed_at.isoformat(),
            "mails_came_back": self.bounced_at and self.bounced_at.isoformat(),
            "mails": [at.isoformat() for at in self.mails.values_list("at", flat=True)],
            "questions": [
                {"entry": str(row.target), "asked": row.asked_at.isoformat(), "answer": row.answer}
                for row in self.questions.all()
            ],
        }
