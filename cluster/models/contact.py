"""What people write to the curators."""

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """A message of the contact form. It is deleted when a curator has answered it."""

    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"))
    text = models.TextField(_("message"), max_length=5000)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    # Made with the form, so that one that is sent twice is stored once.
    token = models.UUIDField(unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["sent_at", "pk"]

    def __str__(self):
        """Without name and words: the log of the admin keeps this when the message is gone."""
        return gettext("Message of %(day)s") % {"day": date_format(localtime(self.sent_at), "SHORT_DATETIME_FORMAT")}
