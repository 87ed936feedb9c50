"""What is thrown away by the clock."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.models import User
from accounts.terms import MAIL_FOR
from operations.turns import writing
from screening.terms import SPAM_FOR
from submissions.actions.stored import empty
from submissions.models import State, StepMail, Submission, UploadedLogo
from submissions.terms import DECIDED_FOR, LOGO_FOR, UNCONFIRMED_FOR, WITHDRAWN_FOR


@writing
def delete_unconfirmed() -> int:
    """Delete what nobody confirmed in time, and accounts that stand for nothing else; returns how many.

    What is held stays, as its sender was told: it gets a new link when intake reopens, and its time begins then.
    """
    limit = timezone.now() - UNCONFIRMED_FOR
    old = Submission.objects.filter(state=State.UNCONFIRMED, confirmed_at__isnull=True, state_since__lt=limit)
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
        translating__isnull=True,
    ).delete()
    return number


@writing
def delete_withdrawn() -> int:
    """Delete what was taken back long enough ago; returns how many."""
    old = Submission.objects.filter(state=State.WITHDRAWN, state_since__lt=timezone.now() - WITHDRAWN_FOR)
    number = old.count()
    old.delete()
    return number


@writing
def empty_decided() -> int:
    """Take address and text out of what was decided long enough ago, and delete what was returned and never answered.

    Returns how many of either. What was decided, and for which of the usual reasons, stays for the open books.
    """
    limit = timezone.now() - DECIDED_FOR
    unanswered = Submission.objects.filter(state=State.RETURNED, state_since__lt=limit)
    number = unanswered.count()
    UploadedLogo.objects.filter(submission__in=unanswered).delete()
    unanswered.delete()
    decided = Submission.objects.filter(state__in=[State.APPROVED, State.REJECTED], decided_at__lt=limit)
    return number + empty(decided.exclude(payload={}, email="", submitter=None))


@writing
def delete_spam_submissions() -> int:
    """Delete what has been spam for long enough; returns how many."""
    old = Submission.objects.spam().filter(state_since__lt=timezone.now() - SPAM_FOR)
    number = old.count()
    old.delete()
    return number


@writing
def delete_logos() -> int:
    """Delete pictures that came with a form which was never sent; returns how many."""
    number, _rows = UploadedLogo.objects.filter(
        submission__isnull=True, uploaded_at__lt=timezone.now() - LOGO_FOR
    ).delete()
    return number


@writing
def delete_sent_mails() -> int:
    """Delete the mails that went out, or were given up, long enough ago; returns how many.

    Each holds an address and what was written. Whether it left stays beside the step that it told of.
    """
    old = Email.objects.filter(status__in=[STATUS.sent, STATUS.failed], last_updated__lt=timezone.now() - MAIL_FOR)
    StepMail.objects.keep_outcome(old)
    number = old.count()
    old.delete()
    return number
