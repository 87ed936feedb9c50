"""What runs by the clock: each app declares its jobs in its own `jobs.py`, as `JOBS` (docs/how-to/a-job.md)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from operations.declaring import declared_by_apps

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Jobs of one lane run one after the other; no lane waits for another.
MAIL, UPKEEP = "mail", "upkeep"
LANES = (MAIL, UPKEEP)
# A timer is never quite on time: what is due a moment later runs now rather than a whole round later.
MOST_SLACK = timedelta(seconds=10)
# How soon a job that failed is tried again: after its usual time, within these.
RETRIED_AFTER = (MINUTE, HOUR)


class JobError(Exception):
    """A job could not do its work; the text says why, to a person, and there is no fault in the code to look for."""


@dataclass(frozen=True)
class Job:
    """What runs by the clock.

    name: unique, in the words of an identifier; every: from start to start; run: called without arguments, returns
    what became of it as a sentence, or None, and may raise anything (JobError where the reason says it all). It may be
    killed at any moment and is then run again, so that running it twice must do no harm. at: time of the day, for what
    runs daily; lane: one of LANES.
    """

    name: str
    every: timedelta
    run: Callable[[], str | None]
    at: time | None = None
    lane: str = UPKEEP

    def next_after(self, started):
        """Return when it is due, having started at that time."""
        if self.at is None:
            return started + self.every - min(self.every / 10, MOST_SLACK)
        local = timezone.localtime(started)
        next_day = local.date() if local.time() < self.at else local.date() + self.every
        return timezone.make_aware(datetime.combine(next_day, self.at))

    def retry_after(self, ended):
        """Return when it is due, having failed at that time."""
        soonest, latest = RETRIED_AFTER
        return ended + max(soonest, min(self.every, latest))


def command(name, *arguments):
    """Return what a job runs that is a management command: its result is what the command prints."""

    def run():
        printed = StringIO()
        call_command(name, *arguments, stdout=printed)
        return printed.getvalue().strip()

    return run


@cache
def declared_jobs():
    """Return all jobs, name -> Job, those of the first lane first."""
    jobs = declared_by_apps("jobs", "JOBS")
    return {job.name: job for job in sorted(jobs, key=lambda job: LANES.index(job.lane))}
