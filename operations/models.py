from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A job that runs says so this often …
SAYS_SO_EVERY = timedelta(seconds=15)
# … and one that has not said so for this long was killed.
LOST_AFTER = timedelta(minutes=2)


class JobOutcome(models.TextChoices):
    WAITING = "waiting", _("has not run yet")
    RUNNING = "running", _("is running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class JobState(models.Model):
    """When a job last ran, and what became of it. Whoever changes its claim runs it."""

    name = models.CharField(_("job"), max_length=60, primary_key=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=JobOutcome, default=JobOutcome.WAITING)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    alive_at = models.DateTimeField(_("last sign of it"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    succeeded_at = models.DateTimeField(_("last succeeded"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    result = models.TextField(_("result"), blank=True)
    claim = models.UUIDField(null=True, editable=False)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def took(self):
        """How long the last run took, a timedelta; None while it runs and where it was killed."""
        return self.ended_at - self.started_at if self.ended_at and self.started_at else None

    def was_killed(self):
        """Return whether it began and nothing more was heard of it."""
        return self.outcome == JobOutcome.RUNNING and self.alive_at < timezone.now() - LOST_AFTER

    def due_at(self, job):
        """Return when the job is due, a time that may be past; None while it runs or where it never ran."""
        if self.outcome == JobOutcome.FAILED:
            return job.retry_after(self.ended_at)
        return job.next_after(self.started_at) if self.outcome == JobOutcome.DONE else None

    def is_due(self, job):
        if self.outcome == JobOutcome.RUNNING:
            return self.was_killed()
        due_at = self.due_at(job)
        return due_at is None or due_at <= timezone.now()
