"""The e-mails of all apps: what sends them stands on a level with the jobs, and neither knows the other."""

from datetime import timedelta

from accounts.sending import send_queued
from operations.running import stopping
from operations.scheduling import MAIL, Job, JobError

# So that who wants to sign in does not wait.
LOOKED_FOR_MAIL_EVERY = timedelta(seconds=5)


def send_queued_mail():
    """Send the e-mails that are waiting; raises JobError where the mail server cannot be reached."""
    result = send_queued(stopping.is_set)
    if not result.is_reachable:
        raise JobError(f"The mail server cannot be reached, or takes nothing. Sent: {result.sent}.")
    return f"Sent: {result.sent}, failed: {result.failed}."


JOBS = [Job("send_queued_mail", LOOKED_FOR_MAIL_EVERY, send_queued_mail, lane=MAIL)]
