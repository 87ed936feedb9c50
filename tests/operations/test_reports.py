"""Who hears of a job that does not run as it should: a monitor, and the curators on the start page of the admin."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from dsi_directory import health
from operations.models import JobOutcome, JobState
from operations.reports import OVERDUE_AFTER, Fault, troubled_jobs
from operations.running import tick
from tests.curators import client_of, make_group_curator
from tests.operations.declaring import declare, make_job  # noqa: F401 - a fixture
from tests.operations.test_running import fail, kill

pytestmark = pytest.mark.django_db


def faults():
    return {trouble.name: trouble.fault for trouble in troubled_jobs()}


def test_nothing_is_wrong_after_a_run(declare):  # noqa: F811
    declare(make_job())
    tick()

    assert faults() == {}


def test_a_job_that_never_ran_is_named(declare):  # noqa: F811
    declare(make_job())

    assert faults() == {"count": Fault.NEVER_RAN}


def test_a_job_that_failed_is_named_with_what_it_said(declare):  # noqa: F811
    declare(make_job(run=fail))
    tick()
    (trouble,) = troubled_jobs()

    assert (trouble.fault, trouble.result) == (Fault.FAILED, "ValueError: no such thing")


def test_a_job_is_overdue_a_while_after_it_was_due(declare):  # noqa: F811
    job = make_job()
    declare(job)
    tick()
    for late, expected in [(OVERDUE_AFTER / 2, {}), (OVERDUE_AFTER * 2, {"count": Fault.OVERDUE})]:
        JobState.objects.update(started_at=timezone.now() - job.every - late)
        assert faults() == expected


def test_a_job_that_was_killed_is_named_until_it_has_run_to_its_end(declare):  # noqa: F811
    declare(make_job())
    tick()
    kill()
    assert faults() == {"count": Fault.KILLED}
    JobState.objects.update(alive_at=timezone.now(), failures=1)
    assert faults() == {"count": Fault.KILLED}
    JobState.objects.update(failures=0)
    assert faults() == {}


def test_a_monitor_gets_a_line_a_job_and_nothing_of_what_it_said(client, declare):  # noqa: F811
    declare(make_job(run=fail), make_job("post"))
    tick()
    JobState.objects.filter(name="count").update(ended_at="2126-11-28T12:00:00Z")

    response = client.get("/health/jobs/")

    assert (response.status_code, response["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert response.content == b"count: failed since 2126-11-28 12:00 UTC\n"
    assert "no-store" in response["Cache-Control"]


def test_a_monitor_hears_when_all_is_well(client, declare):  # noqa: F811
    declare(make_job())
    tick()
    response = client.get("/health/jobs/")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_monitor_hears_that_nobody_knows(client, monkeypatch):
    def away():
        raise OperationalError("connection to 10.0.0.1 refused")

    monkeypatch.setattr(health, "troubled_jobs", away)
    response = client.get("/health/jobs/")

    assert (response.status_code, response.content) == (503, b"unknown: the database does not answer\n")


def test_curators_see_it_first_thing(declare):  # noqa: F811
    declare(make_job(run=fail), make_job("post"))
    tick()
    page = client_of(make_group_curator()).get("/admin/").content.decode()

    assert "Jobs that do not run as they should" in page
    assert "ValueError: no such thing" in page
    assert "post" not in page.partition("Jobs that do not run")[2].partition("</section>")[0]


def test_they_are_not_bothered_while_all_is_well(declare):  # noqa: F811
    declare(make_job())
    tick()

    assert b"Jobs that do not run" not in client_of(make_group_curator()).get("/admin/").content


def test_jobs_can_be_looked_at_in_the_admin_and_not_changed(declare):  # noqa: F811
    declare(make_job())
    tick()
    JobState.objects.update(ended_at=timezone.now() + timedelta(hours=3))
    client = client_of(make_group_curator())

    assert "Counted: 3." in client.get("/admin/operations/jobstate/").content.decode()
    assert client.get("/admin/operations/jobstate/count/change/").status_code == 200
    assert client.post("/admin/operations/jobstate/count/change/", {"outcome": "failed"}).status_code == 403
    assert client.get("/admin/operations/jobstate/add/").status_code == 403
    assert client.post("/admin/operations/jobstate/count/delete/", {"post": "yes"}).status_code == 403
    assert JobState.objects.get().outcome == JobOutcome.DONE
