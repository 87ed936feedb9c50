"""Sends what waits in the queue of django-post_office: one mail after the other, each noted by itself.

post_office's own sender notes a whole batch at its end, so that a process that is killed in between leaves a batch to
be sent again. Here a mail is claimed in the table before it is handed over, and noted as sent right after the mail
server said yes: a kill leaves one mail in doubt. docs/decisions/sending-mail.md tells how.

It keeps to post_office's columns: `number_of_retries` counts how often a mail was begun, `scheduled_time` is when it
may be begun again, and every failure that leaves no doubt has a row in its log.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.policy import compat32
from functools import partial
from smtplib import SMTP, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from traceback import walk_tb

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email, Log
from post_office.settings import get_default_mailer, get_max_retries, get_retry_timedelta

from accounts.mail import NEVER_TWICE

logger = logging.getLogger(__name__)

WAITING = (STATUS.queued, STATUS.requeued)
# After this many e-mails the queue is read again, as something more urgent may have come.
LOOK_AGAIN_AFTER = 50
# Longer than the slowest hand-over can take (a handful of answers, each of which EMAIL_TIMEOUT limits).
CLAIMED_FOR = timedelta(minutes=15)
# A mail that was in flight when its sender was killed or the connection broke may have arrived. It is sent once more,
# and never a third time; a mail that asks to be sent NEVER_TWICE is not sent again.
MOST_INTERRUPTIONS = 2
IN_DOUBT = "Nobody heard how handing it over ended; it may have arrived."
# A header that does not fit 78 letters would begin below an empty line, over which some relays break its signature.
UNFOLDED = compat32.clone(max_line_length=None)
# This many failures in a row are the fault of the mail server and not of the e-mails.
MOST_FAILURES_IN_A_ROW = 5


# Mails that have waited for that long, while none has left, are stuck.
STUCK_AFTER = timedelta(hours=1)


@dataclass
class SendingRun:
    """What became of a run; is_reachable: whether the mail server was there all the time."""

    sent: int = 0
    failed: int = 0
    is_reachable: bool = True


def send_queued(should_stop: Callable[[], bool] = lambda: False):
    """Send every mail that is due, the urgent ones first; returns what became of it.

    should_stop: asked between two mails. Several senders may run at once, also on several hosts: each mail is claimed
    by one of them. While the mail server cannot be reached nothing is claimed, and the queue stays as it is.
    """
    result, failures_in_a_row = SendingRun(), 0
    try:
        while batch := list(_in_turn(_due()).prefetch_related("attachments")[:LOOK_AGAIN_AFTER]):
            for mail in batch:
                if should_stop():
                    return result
                connection = _open(mail)
                if connection is None or failures_in_a_row == MOST_FAILURES_IN_A_ROW:
                    result.is_reachable = False
                    return result
                if not _claim(mail):
                    continue
                error = _hand_over(mail, connection)
                if error is None:
                    result.sent, failures_in_a_row = result.sent + 1, 0
                else:
                    result.failed += 1
                    failures_in_a_row = failures_in_a_row + 1 if _is_of_the_server(error) else 0
    finally:
        connections.close()
    return result


def is_stuck():
    """Return whether mails do not leave: some have waited for long, and none has left in that time."""
    before = timezone.now() - STUCK_AFTER
    has_waited = Q(created__lt=before) & (Q(scheduled_time__isnull=True) | Q(number_of_retries__gt=0))
    waiting = Email.objects.filter(has_waited, status__in=WAITING)
    return waiting.exists() and not Email.objects.filter(status=STATUS.sent, last_updated__gte=before).exists()


def _due():
    now = timezone.now()
    return Email.objects.filter(
        Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=now),
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        status__in=WAITING,
    )


def _in_turn(mails):
    """The urgent ones first, and among equals those that were not tried yet: what fails holds up nothing new."""
    return mails.order_by("-priority", F("number_of_retries").asc(nulls_first=True), "pk")


def _open(mail):
    """Return the connection to the mail server, or None where it cannot be reached."""
    try:
        return connections[mail.backend_alias or get_default_mailer()]
    except OSError as error:  # smtplib's own exceptions are among them.
        logger.warning("The mail server cannot be reached; the queue waits: %s", error)
        return None


def _claim(mail):
    """Return whether this mail is ours to send now; nobody else takes it until the claim has run out."""
    if _interruptions(mail) >= (1 if (mail.context or {}).get(NEVER_TWICE) else MOST_INTERRUPTIONS):
        _give_up(mail, "Interrupted", IN_DOUBT)
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
    """Return how often this mail was begun without anybody knowing how it ended."""
    if not mail.number_of_retries:
        return 0
    return mail.number_of_retries - mail.logs.filter(status=STATUS.failed).count()


def _hand_over(mail, connection):
    """Send a claimed mail and note what became of it; returns None where the server took it, else the error."""
    try:
        message = mail.prepare_email_message()  # which dispatch() then sends
        message.message = partial(_unfolded, message.message)
        mail.dispatch(log_level=0, commit=False, disconnect_after_delivery=False, connection=connection)
    except Exception as error:
        # Whatever it was: one mail that cannot be sent must not hold up the others.
        connections.close()
        _note_failure(mail, error)
        return error
    _note(mail, status=STATUS.sent, scheduled_time=None)
    return None


def _unfolded(build, *arguments, **options):
    built = build(*arguments, **options)
    built.policy = UNFOLDED
    return built


def _is_of_the_server(error):
    """Return whether a failure speaks of the mail server and not of this one mail or its address."""
    return isinstance(error, OSError) and not isinstance(error, SMTPRecipientsRefused | SMTPNotSupportedError)


def _note_failure(mail, error):
    begun, kind = (mail.number_of_retries or 0) + 1, type(error).__name__
    again = {"scheduled_time": timezone.now() + get_retry_timedelta()}
    if _is_in_doubt(error):
        # Without a row in the log it counts as an interruption.
        logger.warning("The connection broke while e-mail %s was handed over; it may have arrived: %s", mail.pk, kind)
        _note(mail, **again)
    elif _is_final(error) or begun > get_max_retries():
        _give_up(mail, kind, str(error))
    else:
        logger.warning("E-mail %s could not be sent and will be tried again: %s", mail.pk, kind)
        _note_in_log(mail, kind, str(error), **again)


def _give_up(mail, kind, message):
    logger.warning("E-mail %s is not sent: %s", mail.pk, kind)
    _note_in_log(mail, kind, message, status=STATUS.failed)


def _is_in_doubt(error):
    """Return whether the server may have the mail all the same: the connection broke after it was asked to take it."""
    if not isinstance(error, OSError) or isinstance(error, SMTPResponseException | SMTPNotSupportedError):
        return False
    return any(frame.f_code is SMTP.data.__code__ for frame, _line in walk_tb(error.__traceback__))


def _is_final(error):
    """Return whether the server said of every recipient that there is no such mailbox (RFC 3463: 5.1.x), or takes no
    address with such letters.
    """
    if isinstance(error, SMTPNotSupportedError):
        return True
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    replies = error.recipients.values()
    return all(500 <= code < 600 and bytes(text).startswith(b"5.1.") for code, text in replies)


@transaction.atomic
def _note_in_log(mail, kind, message, **values):
    """Note a failure; one of a mail that was deleted in the meantime is nobody's any more."""
    if _note(mail, **values):
        Log.objects.create(email=mail, status=STATUS.failed, exception_type=kind, message=message)


def _note(mail, **values):
    """Write what became of a mail; returns whether it is still there."""
    return bool(Email.objects.filter(pk=mail.pk).update(last_updated=timezone.now(), **values))
