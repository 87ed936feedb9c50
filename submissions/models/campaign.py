"""Submissions that belong together, and what curators decided about all of them at once. Only curators read of them."""

from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils import timezone

from screening.terms import SPAM_FOR


class Campaign(models.Model):
    """Submissions that resemble each other, as the screen sees it, or many changes and claims to one entry or by one
    sender. Written by `submissions.judging` only.

    traits: what those that resemble each other have in common: {"phrases": […], "mail": […], "websites": […]}; empty
    of the others.
    """

    first_seen_at = models.DateTimeField("first seen", default=timezone.now)
    traits = models.JSONField("what they have in common", default=dict, blank=True)

    class Meta:
        verbose_name = "campaign"
        verbose_name_plural = "campaigns"
        ordering = ["-first_seen_at", "-pk"]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def last_decision(self):
        """The latest decision on it that stands and can be undone, or None."""
        limit = timezone.now() - SPAM_FOR
        return self.decisions.filter(undone_at__isnull=True, at__gte=limit).order_by("-at", "-pk").first()


class CampaignDecision(models.Model):
    """One decision on the members of a campaign, without those left out; undone as a whole.

    refused: of a decision that was just taken, pairs of a submission that stays as it is, and why; not stored.
    """

    refused: Sequence = ()

    class What(models.TextChoices):
        SPAM = "spam", "spam"
        APPROVE = "approve", "approved"
        APART = "apart", "do not belong together"

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="decisions", verbose_name="campaign")
    what = models.CharField("decision", max_length=7, choices=What.choices)
    at = models.DateTimeField("at", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="by")
    undone_at = models.DateTimeField("undone", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="undone by"
    )
    submissions = models.ManyToManyField(
        "submissions.Submission", related_name="campaign_decisions", verbose_name="submissions"
    )
    left_out = models.ManyToManyField(
        "submissions.Submission", related_name="left_out_of", blank=True, verbose_name="left out"
    )

    class Meta:
        verbose_name = "decision on a campaign"
        verbose_name_plural = "decisions on campaigns"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="submissions_campaign_undoer_has_a_date",
                condition=models.Q(undone_by__isnull=True) | models.Q(undone_at__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.campaign}: {self.get_what_display()}"
