import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from operations.scheduling import DAY, LANES, MAIL, declared_jobs
from tests.operations.declaring import make_job

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 3, 28, 12, tzinfo=BERLIN)


def test_everything_that_has_to_run_by_the_clock_is_declared():
    jobs = declared_jobs()

    assert {name for name, job in jobs.items() if job.lane == MAIL} == {"send_queued_mail", "send_newsletter"}
    assert {
        "back_up",
        "clear_sessions",
        "compare_derived",
        "delete_old_messages",
        "delete_old_submissions",
        "delete_old_subscribers",
        "read_bounces",
        "remind_curators",
        "take_up_what_was_left",
        "train_screen",
        "watch_links",
        "ask_entries",
    } <= jobs.keys()


def test_operators_read_of_every_job_what_it_is_for():
    page = (settings.BASE_DIR / "docs" / "deployment.md").read_text()
    table = page.partition("| job | how often")[2].partition("\n\n")[0]

    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == declared_jobs().keys()


def test_who_signs_in_does_not_wait_a_minute_for_the_mail():
    assert declared_jobs()["send_queued_mail"].every <= timedelta(seconds=10)


def test_jobs_of_the_mail_come_first():
    lanes = [LANES.index(job.lane) for job in declared_jobs().values()]

    assert lanes == sorted(lanes)


@pytest.mark.parametrize(
    ("every", "earliest"),
    [(timedelta(seconds=5), timedelta(seconds=4.5)), (timedelta(hours=1), timedelta(minutes=59, seconds=50))],
)
def test_a_timer_that_is_a_moment_early_does_not_skip_a_round(every, earliest):
    assert make_job(every=every).next_after(NOON) == NOON + earliest


@pytest.mark.parametrize(
    ("started", "due"),
    [
        (NOON, NOON.replace(day=29, hour=7)),  # the clocks go forward in the night
        (NOON.replace(hour=6), NOON.replace(hour=7)),
        (NOON.replace(hour=7), NOON.replace(day=29, hour=7)),
    ],
)
def test_a_daily_job_keeps_to_its_time_of_the_day(started, due):
    assert make_job(every=DAY, at=time(7)).next_after(started) == due


@pytest.mark.parametrize(
    ("every", "pause"),
    [
        (timedelta(seconds=5), timedelta(minutes=1)),
        (timedelta(minutes=20), timedelta(minutes=20)),
        (DAY, timedelta(hours=1)),
    ],
)
def test_what_failed_is_tried_again_soon_but_not_at_once(every, pause):
    assert make_job(every=every).retry_after(NOON) == NOON + pause
