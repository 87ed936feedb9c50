"""Runs the jobs that are due: each is claimed by one host, in the table, and noted when it ends.

docs/decisions/jobs.md tells what follows from a kill at any point.
"""

import contextlib
import logging
import threading
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from operations.models import SAYS_SO_EVERY, JobOutcome, JobState
from operations.scheduling import LANES, JobError, declared_jobs

logger = logging.getLogger(__name__)

LONGEST_RESULT = 2000
# Set by what ends the process; a long job looks at it between two of its steps.
stopping = threading.Event()


def tick(lanes=LANES):
    """Run the jobs of these lanes that are due, one after the other; returns name -> Outcome of those that ran here."""
    jobs = [job for job in declared_jobs().values() if job.lane in lanes]
    states = JobState.objects.in_bulk([job.name for job in jobs])
    ran = {}
    for job in jobs:
        state = states.get(job.name) or JobState.objects.get_or_create(name=job.name)[0]
        if not stopping.is_set() and state.is_due(job) and _claim(state):
            ran[job.name] = _run(job, state)
    return ran


def run_now(name):
    """Run a job whether or not it is due; returns its Outcome, or None while it runs elsewhere. Raises KeyError."""
    job = declared_jobs()[name]
    state = JobState.objects.get_or_create(name=name)[0]
    if state.outcome == JobOutcome.RUNNING and not state.was_killed():
        return None
    return _run(job, state) if _claim(state) else None


def _claim(state):
    """Return whether the job is ours to run: nobody changed its row since it was read."""
    seen, now = {"claim": state.claim, "alive_at": state.alive_at}, timezone.now()
    if state.was_killed():
        logger.warning("The job %s was killed, or its host is gone; it is run again.", state.name)
        state.failures += 1
    state.claim, state.outcome = uuid4(), JobOutcome.RUNNING
    state.started_at, state.alive_at, state.ended_at = now, now, None
    values = {name: getattr(state, name) for name in ("outcome", "started_at", "alive_at", "ended_at", "failures")}
    return bool(JobState.objects.filter(name=state.name, **seen).update(claim=state.claim, **values))


def _run(job, state):
    with _signs_of_life(state):
        try:
            result, values = job.run() or "", {"outcome": JobOutcome.DONE, "failures": 0}
        except Exception as error:
            # Whatever it was: one job that fails must not hold up the others.
            logger.error("The job %s failed: %s", job.name, error, exc_info=not isinstance(error, JobError))
            result = str(error) if isinstance(error, JobError) else f"{type(error).__name__}: {error}"
            values = {"outcome": JobOutcome.FAILED, "failures": state.failures + 1}
            if not connection.is_usable():
                connection.close()  # so that another one is made, to note it
        now = timezone.now()
        if values["outcome"] == JobOutcome.DONE:
            values["succeeded_at"] = now
        JobState.objects.filter(name=state.name, claim=state.claim).update(
            ended_at=now, alive_at=now, result=result[:LONGEST_RESULT], **values
        )
    return values["outcome"]


@contextlib.contextmanager
def _signs_of_life(state):
    """Note again and again that the job is being run, from a thread with a connection of its own."""
    ended = threading.Event()

    def say_so():
        while not ended.wait(SAYS_SO_EVERY.total_seconds()):
            try:
                JobState.objects.filter(name=state.name, claim=state.claim).update(alive_at=timezone.now())
            except Exception:
                logger.exception("It could not be noted that the job %s is running.", state.name)
            finally:
                connection.close()

    thread = threading.Thread(target=say_so, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
