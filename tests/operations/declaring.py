"""Jobs of a test's own, in place of the declared ones."""

from datetime import timedelta

import pytest

from operations import reports, running
from operations.management.commands import tick as tick_command
from operations.scheduling import Job


@pytest.fixture
def declare(monkeypatch):
    """Return a function: Jobs -> these are all that are declared, name -> Job."""

    def declare(*jobs):
        declared = {job.name: job for job in jobs}
        for module in (running, reports, tick_command):
            monkeypatch.setattr(module, "declared_jobs", lambda: declared)
        return declared

    return declare


def make_job(name="count", run=lambda: "Counted: 3.", every=timedelta(hours=1), **values):
    return Job(name, every, run, **values)
