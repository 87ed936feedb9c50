"""What is thrown away by the clock."""

from datetime import timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.models import User
from screening.verdict import SPAM_FOR
from submissions.models import State, Submission, UploadedLogo

UNCONFIRMED_FOR = timedelta(days=14)
WITHDRAWN_FOR = timedelta(days=180)
LOGO_FOR = timedelta(days=2)
SENT_MAIL_FOR = timedelta(days=7)


@transaction.atomic
def delete_unconfirmed():
    """Delete what nobody confirmed within 14 days, and accounts that stand for nothing else; returns how many.

    What is held stays, as its sender was told: it gets a new link when intake reopens, and its time begins then.
    """
    limit = timezone.now() - UNCONFIRMED_FOR
    old = Submission.objects.filter(state="unconfirmed", confirmed_at__isnull=True, state_since__lt=limit)
    number = old.count()
    old.delete()
    User.objects.filter(
        last_login__isnull=True,
        password__startswith=UNUSABLE_PASSWORD_PREFIX,
        is_staff=False,
        joined_at__lt=limit,
        submissions__isnull=True,
        caretakings__isnull=True,
        invitations__isnull=True,
    ).delete()
    return number


@transaction.atomic
def delete_withdrawn():
    """Delete what was taken back half a year ago; returns how many."""
    old = Submission.objects.filter(state=State.WITHDRAWN, state_since__lt=timezone.now() - WITHDRAWN_FOR)
    number = old.count()
    old.delete()
    return number


@transaction.atomic
def delete_spam():
    """Delete what has been spam for 30 days; returns how many."""
    old = Submission.objects.spam().filter(state_since__lt=timezone.now() - SPAM_FOR)
    number = old.count()
    old.delete()
    return number


@transaction.atomic
def delete_logos():
    """Delete pictures that came with a form which was never sent; returns how many."""
    number, _rows = UploadedLogo.objects.filter(
        submission__isnull=True, uploaded_at__lt=timezone.now() - LOGO_FOR
    ).delete()
    return number


@transaction.atomic
def delete_sent_mails():
    """Delete the mails that went out, or were given up, a week ago; returns how many.

    Each holds an address and what was written.
    """
    old = Email.objects.filter(status__in=[STATUS.sent, STATUS.failed], last_updated__lt=timezone.now() - SENT_MAIL_FOR)
    number = old.count()
    old.delete()
    return number
