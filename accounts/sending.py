"""Sends what waits in the queue of django-post_office: one mail after the other, each noted by itself.

post_office's own sender notes a whole batch at its end, so that a process that is killed in between leaves a batch to
be sent again. Here a mail is claimed in the table before it is handed over, and noted as sent right after the mail
server said yes: a kill leaves one mail in doubt. docs/decisions/newsletter.md tells how.

It keeps to post_office's columns: `number_of_retries` counts how often a mail was begun, `scheduled_time` is when it
may be begun again, and every failure that was noticed has a row in its log.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email, Log
from post_office.settings import get_default_mailer, get_max_retries, get_retry_timedelta

logger = logging.getLogger(__name__)

WAITING = (STATUS.queued, STATUS.requeued)
# After so many mails the queue is looked at anew, as something more urgent may have come.
LOOK_AGAIN_AFTER = 50
# Longer than the slowest hand-over can take (a handful of answers, each of which EMAIL_TIMEOUT limits).
CLAIMED_FOR = timedelta(minutes=5)
# A mail that was in flight when its sender was killed may have arrived. It is sent once more, and never a third time.
MOST_INTERRUPTIONS = 2
# So many failures in a row are the mail server's and not the mails'.
MOST_FAILURES_IN_A_ROW = 5


@dataclass
class Sent:
    """What became of a run; is_reachable: whether the mail server was there all the time."""

    sent: int = 0
    failed: int = 0
    is_reachable: bool = True


def send_queued(should_stop: Callable[[], bool] = lambda: False):
    """Send every mail that is due, the urgent ones first; returns what became of it.

    should_stop: asked between two mails. Several senders may run at once, also on several hosts: each mail is claimed
    by one of them. While the mail server cannot be reached nothing is claimed, and the queue stays as it is.
    """
    result, failures_in_a_row = Sent(), 0
    try:
        while batch := list(_due().order_by("-priority", "pk").prefetch_related("attachments")[:LOOK_AGAIN_AFTER]):
            for mail in batch:
                if should_stop():
                    return result
                connection = _open(mail)
                if connection is None or failures_in_a_row == MOST_FAILURES_IN_A_ROW:
                    result.is_reachable = False
                    return result
                if not _claim(mail):
                    continue
                if _hand_over(mail, connection):
                    result.sent, failures_in_a_row = result.sent + 1, 0
                else:
                    result.failed, failures_in_a_row = result.failed + 1, failures_in_a_row + 1
    finally:
        connections.close()
    return result


def _due():
    now = timezone.now()
    return Email.objects.filter(
        Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=now),
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        status__in=WAITING,
    )


def _open(mail):
    """Return the connection to the mail server, or None where it cannot be reached."""
    try:
        return connections[mail.backend_alias or get_default_mailer()]
    except OSError as error:  # smtplib's own exceptions are among them.
        logger.warning("The mail server cannot be reached; the queue waits: %s", error)
        return None


def _claim(mail):
    """Return whether this mail is ours to send now; nobody else takes it until the claim has run out."""
    if _interruptions(mail) >= MOST_INTERRUPTIONS:
        _give_up(mail, "Interrupted", "Its sender was ended twice while handing it over; it may have arrived twice.")
        return False
    now = timezone.now()
    return bool(
        _due()
        .filter(pk=mail.pk)
        .update(
            status=STATUS.requeued,
            number_of_retries=Coalesce(F("number_of_retries"), 0) + 1,
            scheduled_time=now + CLAIMED_FOR,
            last_updated=now,
        )
    )


def _interruptions(mail):
    """Return how often this mail was begun without anybody noting how it ended."""
    if not mail.number_of_retries:
        return 0
    return mail.number_of_retries - mail.logs.filter(status=STATUS.failed).count()


def _hand_over(mail, connection):
    """Send a claimed mail and note what became of it; returns whether the server took it."""
    try:
        mail.dispatch(log_level=0, commit=False, disconnect_after_delivery=False, connection=connection)
    except Exception as error:
        # Whatever it was: one mail that cannot be sent must not hold up the others.
        connections.close()
        _note_failure(mail, error)
        return False
    _note(mail, status=STATUS.sent, scheduled_time=None)
    return True


def _note_failure(mail, error):
    begun = (mail.number_of_retries or 0) + 1
    if _is_final(error) or begun > get_max_retries():
        _give_up(mail, type(error).__name__, str(error))
        return
    logger.warning("Mail %s could not be sent and is tried again: %s", mail.pk, type(error).__name__)
    Log.objects.create(email=mail, status=STATUS.failed, exception_type=type(error).__name__, message=str(error))
    _note(mail, scheduled_time=timezone.now() + get_retry_timedelta())


def _give_up(mail, kind, message):
    logger.warning("Mail %s is not sent: %s", mail.pk, kind)
    Log.objects.create(email=mail, status=STATUS.failed, exception_type=kind, message=message)
    _note(mail, status=STATUS.failed)


def _is_final(error):
    """Return whether the server said of every recipient that there is no such mailbox (RFC 3463: 5.1.x)."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    replies = error.recipients.values()
    return all(500 <= code < 600 and bytes(text).startswith(b"5.1.") for code, text in replies)


def _note(mail, **values):
    Email.objects.filter(pk=mail.pk).update(last_updated=timezone.now(), **values)
