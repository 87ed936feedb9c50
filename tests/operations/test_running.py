import logging
import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from operations import running
from operations.management.commands import tick as tick_command
from operations.models import LOST_AFTER, JobOutcome, JobState
from operations.running import tick
from operations.scheduling import MAIL, JobError
from tests.operations.declaring import declare, make_job  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def fail():
    raise ValueError("no such thing")


def state(name="count"):
    return JobState.objects.get(name=name)


def long_ago(name="count", **values):
    """Put the last run of a job two days back."""
    then = timezone.now() - timedelta(days=2)
    JobState.objects.filter(name=name).update(started_at=then, alive_at=then, ended_at=then, **values)


def kill(name="count"):
    """Leave a job as a host leaves it whose power went off."""
    long_ago(name, outcome=JobOutcome.RUNNING)
    JobState.objects.filter(name=name).update(ended_at=None)


def test_a_run_leaves_when_it_was_how_long_it_took_and_what_came_of_it(declare):  # noqa: F811
    declare(make_job())

    assert tick() == {"count": JobOutcome.DONE}

    done = state()
    assert (done.outcome, done.result, done.failures) == (JobOutcome.DONE, "Counted: 3.", 0)
    assert done.started_at <= done.ended_at == done.succeeded_at
    assert done.took == done.ended_at - done.started_at


def test_a_job_runs_when_it_is_due_and_not_before(declare):  # noqa: F811
    declare(make_job())
    tick()

    assert tick() == {}

    long_ago()
    assert tick() == {"count": JobOutcome.DONE}


def test_one_that_fails_is_noted_told_to_the_log_and_stops_no_other(declare, caplog):  # noqa: F811
    declare(make_job("breaks", fail), make_job())

    assert tick() == {"breaks": JobOutcome.FAILED, "count": JobOutcome.DONE}

    assert (state("breaks").result, state("breaks").failures) == ("ValueError: no such thing", 1)
    assert state("breaks").succeeded_at is None
    assert "The job breaks failed: no such thing" in caplog.text
    assert "Traceback" in caplog.text


def test_a_reason_that_says_it_all_comes_without_a_traceback(declare, caplog):  # noqa: F811
    def no_server():
        raise JobError("The mail server is away.")

    declare(make_job(run=no_server))
    tick()

    assert state().result == "The mail server is away."
    assert "Traceback" not in caplog.text


def test_failures_in_a_row_are_counted_until_it_succeeds(declare):  # noqa: F811
    for run, failures in [(fail, 1), (fail, 2), (lambda: None, 0)]:
        declare(make_job(run=run))
        tick()
        assert state().failures == failures
        long_ago()


def test_a_job_that_runs_elsewhere_is_left_to_it(declare):  # noqa: F811
    declare(make_job())
    tick()
    long_ago(outcome=JobOutcome.RUNNING)
    JobState.objects.update(alive_at=timezone.now() - LOST_AFTER / 2)

    assert tick() == {}


def test_a_job_that_was_killed_is_noticed_and_run_again(declare, caplog):  # noqa: F811
    declare(make_job())
    tick()
    kill()

    assert tick() == {"count": JobOutcome.DONE}
    assert "The job count was killed" in caplog.text


def test_two_hosts_that_find_the_same_job_due_run_it_once(declare):  # noqa: F811
    declare(make_job())
    tick()
    long_ago()
    here, there = state(), state()

    assert [running._claim(here), running._claim(there)] == [True, False]


def test_a_job_that_says_that_it_lives_is_not_taken_from_its_host(declare):  # noqa: F811
    declare(make_job())
    tick()
    kill()
    seen = state()
    JobState.objects.update(alive_at=timezone.now())

    assert running._claim(seen) is False


def test_a_host_that_was_given_up_does_not_write_over_the_one_that_took_its_job(declare):  # noqa: F811
    declare(make_job(run=lambda: JobState.objects.update(claim="00000000-0000-0000-0000-000000000001") and "late"))
    tick()

    assert (state().outcome, state().result) == (JobOutcome.RUNNING, "")


def test_no_job_is_begun_after_the_process_was_told_to_end(declare):  # noqa: F811
    declare(make_job("first", running.stopping.set), make_job("second"))
    try:
        assert tick() == {"first": JobOutcome.DONE}
    finally:
        running.stopping.clear()


def test_a_running_job_says_so_again_and_again(declare, monkeypatch):  # noqa: F811
    noted = threading.Event()
    monkeypatch.setattr(running, "SAYS_SO_EVERY", timedelta(milliseconds=1))

    class Noting:
        filter = staticmethod(lambda **_: Noting)
        update = staticmethod(lambda **_: noted.set())

    with running._signs_of_life(JobState(name="count")):
        monkeypatch.setattr(running, "JobState", type("JobState", (), {"objects": Noting}))
        assert noted.wait(10)


def test_the_command_runs_what_is_due_and_says_what_came_of_it(declare):  # noqa: F811
    declare(make_job("breaks", fail), make_job())
    printed = StringIO()

    call_command("tick", stdout=printed)

    assert printed.getvalue() == "breaks: failed\ncount: done\n"


def test_the_command_runs_one_lane_or_one_job(declare):  # noqa: F811
    declare(make_job("post", lane=MAIL), make_job(), make_job("breaks", fail))

    call_command("tick", lane=MAIL, stdout=StringIO())
    assert list(JobState.objects.values_list("name", flat=True)) == ["post"]

    call_command("tick", job="count", stdout=StringIO())
    call_command("tick", job="count", stdout=StringIO())
    assert state().outcome == JobOutcome.DONE
    with pytest.raises(CommandError, match="The job breaks failed"):
        call_command("tick", job="breaks")
    with pytest.raises(CommandError, match=r"There is no job nonsense\. The jobs are: breaks, count, post"):
        call_command("tick", job="nonsense")
    JobState.objects.update(outcome=JobOutcome.RUNNING, alive_at=timezone.now())
    with pytest.raises(CommandError, match="is running elsewhere"):
        call_command("tick", job="count")


def test_a_lane_goes_on_when_what_is_due_cannot_be_read(monkeypatch, caplog):
    looks = []

    def away(lanes):
        looks.append(lanes)
        if len(looks) == 3:
            running.stopping.set()
        raise OSError("the database is away")

    monkeypatch.setattr(tick_command, "tick", away)
    monkeypatch.setattr(tick_command, "SECONDS_AFTER_A_FAULT", 0)
    monkeypatch.setattr(tick_command, "close_old_connections", lambda: None)
    caplog.set_level(logging.ERROR)
    try:
        tick_command.run_lane(MAIL)
    finally:
        running.stopping.clear()

    assert looks == [[MAIL]] * 3
    assert "The jobs that are due cannot be read; trying again." in caplog.text
