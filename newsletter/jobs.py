from datetime import time
from pathlib import Path

from django.conf import settings

from operations.scheduling import DAY, MAIL, MINUTE, Job, command


def read_bounces():
    """Read the mailbox file where the setting BOUNCES_MBOX names one; returns what the command prints."""
    if not settings.BOUNCES_MBOX:
        return "BOUNCES_MBOX names no mailbox file."
    # A mail server makes the file with the first e-mail that comes back.
    if not Path(settings.BOUNCES_MBOX).exists():
        return f"There is no {settings.BOUNCES_MBOX} yet."
    return command("read_bounces", settings.BOUNCES_MBOX)()


JOBS = [
    Job("send_newsletter", MINUTE, command("send_newsletter"), lane=MAIL),
    Job("read_bounces", DAY, read_bounces, at=time(3, 0)),
    Job("delete_old_subscribers", DAY, command("delete_old_subscribers"), at=time(3, 0)),
]
