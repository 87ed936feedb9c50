"""What the jobs do beyond calling a command of their own."""

import pytest

from accounts.sending import SendingRun
from dsi_directory import jobs as jobs_of_the_site
from newsletter import jobs as jobs_of_the_newsletter
from operations import jobs
from operations.moving.databases import MoveError
from operations.scheduling import JobError


def test_mail_says_how_much_went_out(monkeypatch):
    monkeypatch.setattr(jobs_of_the_site, "send_queued", lambda should_stop: SendingRun(sent=3, failed=1))
    assert jobs_of_the_site.send_queued_mail() == "Sent: 3, failed: 1."


def test_a_mail_server_that_is_away_is_a_job_that_failed(monkeypatch):
    monkeypatch.setattr(jobs_of_the_site, "send_queued", lambda should_stop: SendingRun(is_reachable=False))
    with pytest.raises(JobError, match="The mail server cannot be reached"):
        jobs_of_the_site.send_queued_mail()


def test_the_mailbox_of_bounces_is_read_where_there_is_one(settings, tmp_path):
    path = tmp_path / "mbox"
    settings.BOUNCES_MBOX = ""
    assert "names no mailbox" in jobs_of_the_newsletter.read_bounces()
    settings.BOUNCES_MBOX = str(path)
    assert "There is no" in jobs_of_the_newsletter.read_bounces()
    path.touch()
    assert jobs_of_the_newsletter.read_bounces().startswith("Reports: 0 new")


def test_the_daily_backup_goes_where_the_settings_say(settings, monkeypatch):
    called = []
    monkeypatch.setattr(jobs, "back_up", lambda *arguments: called.append(arguments) or "there.tar")
    settings.BACKUP_FOLDER = ""
    assert "names no folder" in jobs.back_up_daily()
    settings.BACKUP_FOLDER = "/backups"
    assert jobs.back_up_daily() == "there.tar"
    assert called == [("/backups", settings.BACKUPS_KEPT)]


def test_a_backup_that_cannot_be_made_is_a_job_that_failed(settings, monkeypatch):
    def fail(*_):
        raise MoveError("The disk is full.")

    monkeypatch.setattr(jobs, "back_up", fail)
    settings.BACKUP_FOLDER = "/backups"
    with pytest.raises(JobError, match=r"The disk is full\."):
        jobs.back_up_daily()
