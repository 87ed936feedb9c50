from datetime import time

from django.conf import settings

from operations.deriving import compare_derived
from operations.moving.backups import back_up
from operations.moving.databases import MoveError
from operations.scheduling import DAY, Job, JobError, command


def back_up_daily():
    """Make a backup where the setting BACKUP_FOLDER names a folder; raises JobError where that fails."""
    if not settings.BACKUP_FOLDER:
        return "BACKUP_FOLDER names no folder."
    try:
        return str(back_up(settings.BACKUP_FOLDER, settings.BACKUPS_KEPT))
    except MoveError as error:
        raise JobError(str(error)) from error


JOBS = [
    Job("back_up", DAY, back_up_daily, at=time(2, 0)),
    Job("compare_derived", DAY, compare_derived, at=time(4, 0)),
    Job("clear_sessions", DAY, command("clearsessions"), at=time(3, 0)),
]
