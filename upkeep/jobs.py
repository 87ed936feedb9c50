from datetime import time

from django.conf import settings
from django.core.management import CommandError

from operations.scheduling import DAY, HOUR, Job, JobError, command


def ask_entries():
    """Ask those who run entries; by the command, so that who only asks which jobs there are loads nothing of it."""
    try:
        return command("ask_entries")()
    except CommandError as error:
        raise JobError(str(error)) from error


def watch_links():
    """Look at the addresses that are due, where an operator has turned that on.

    By the command, so that who only asks which jobs there are loads nothing of what asks websites.
    """
    if not settings.WATCH_LINKS:
        return "WATCH_LINKS is off."
    try:
        return command("watch_links")()
    except CommandError as error:
        raise JobError(str(error)) from error


JOBS = [
    Job("watch_links", HOUR, watch_links),
    Job("ask_entries", DAY, ask_entries, at=time(9, 0)),
]
