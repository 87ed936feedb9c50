"""Which jobs are not as they should be: what a monitor asks for, and the start page of the admin shows."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from operations.models import JobOutcome, JobState
from operations.scheduling import declared_jobs

# A job waits for those before it in its lane, and a timer for the next minute.
OVERDUE_AFTER = timedelta(minutes=10)


class Fault(models.TextChoices):
    NEVER_RAN = "never ran", _("never ran")
    FAILED = "failed", _("failed")
    KILLED = "killed", _("was killed")
    OVERDUE = "overdue", _("is overdue")


class Trouble(NamedTuple):
    """A job that is not as it should be; since: a datetime, None where it never ran; result: why it failed."""

    name: str
    fault: Fault
    since: datetime | None
    result: str


def troubled_jobs():
    """Return a Trouble for each job that failed, was killed, is overdue or never ran, in the order of their names."""
    states = JobState.objects.in_bulk()
    found = (_trouble(job, states.get(name)) for name, job in sorted(declared_jobs().items()))
    return [trouble for trouble in found if trouble]


def _trouble(job, state):
    if state is None or state.outcome == JobOutcome.WAITING:
        return Trouble(job.name, Fault.NEVER_RAN, None, "")
    due_at = state.due_at(job)
    if due_at and due_at < timezone.now() - OVERDUE_AFTER:
        return Trouble(job.name, Fault.OVERDUE, due_at, "")
    if state.outcome == JobOutcome.FAILED:
        return Trouble(job.name, Fault.FAILED, state.ended_at, state.result)
    # One that was killed stays among them, until it has run to its end.
    if state.was_killed() or (state.outcome == JobOutcome.RUNNING and state.failures):
        return Trouble(job.name, Fault.KILLED, state.alive_at, "")
    return None
