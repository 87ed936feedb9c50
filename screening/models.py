"""What the screen knows beside what ships with it: the curators' list of domains, and the words it learned."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.fields import LineField


class BlockedDomainQuerySet(models.QuerySet):
    def covering(self, domain):
        """The rows that name a domain or one above it: example.org covers www.example.org."""
        labels = domain.lower().strip(".").split(".")
        return self.filter(domain__in=[".".join(labels[place:]) for place in range(len(labels))])


class BlockedDomain(models.Model):
    """A domain of throw-away mailboxes or of link farms; what comes from it gets a signal, nothing is thrown away."""

    class Kind(models.TextChoices):
        DISPOSABLE = "disposable", _("disposable e-mail addresses")
        LINK_FARM = "link-farm", _("link farm")
        SPAM = "spam", _("seen in spam")

    domain = LineField(_("domain"), max_length=253, unique=True, help_text=_("Without “www.”."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SPAM)
    note = LineField(_("note"), max_length=200, blank=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = BlockedDomainQuerySet.as_manager()

    class Meta:
        verbose_name = _("blocked domain")
        verbose_name_plural = _("blocked domains")
        ordering = ["domain"]
        constraints = [
            models.CheckConstraint(
                name="screening_blocked_domain_in_lower_case", condition=models.Q(domain=Lower("domain"))
            )
        ]

    def __str__(self):
        return self.domain


class LearnedWord(models.Model):
    """How many texts that were spam, and how many that were published, had a word. Written by `train_screen`."""

    token = models.CharField(
        _("word"), max_length=110, unique=True, help_text=_("A domain has “link:” in front of it.")
    )
    spam = models.PositiveIntegerField(_("in spam"))
    honest = models.PositiveIntegerField(_("in honest texts"))
    learned_at = models.DateTimeField(_("learned"))

    class Meta:
        verbose_name = _("learned word")
        verbose_name_plural = _("learned words")
        ordering = ["token"]

    def __str__(self):
        return self.token
