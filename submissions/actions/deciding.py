"""What curators do. Whoever decides second gets AlreadyDecided, and nothing of theirs is written or mailed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from submissions import emails
from submissions.actions.people import add_caretaker
from submissions.actions.steps import locked_for_decision, step
from submissions.actions.submitting import forget_logo
from submissions.models import Kind, State
from submissions.models.submission import NEW_ENTRIES
from submissions.publishing import write_entry

PERMISSION = "submissions.change_submission"


@transaction.atomic
def approve(submission, *, by, fields=None, payload=None, revision=None, message=""):
    """Write what was handed in into the directory, publish it, and tell the submitter. Returns the submission.

    fields: for a change, the names of those that are taken over, None for all; payload: what the curator made of what
    was typed, None to leave it; revision: that of the submission when the curator looked at it.
    Raises AlreadyDecided, PermissionDenied, and ValidationError where the form no longer accepts the payload.
    """
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING], revision=revision)
    if payload is not None:
        submission.payload = payload
    if submission.kind in (*NEW_ENTRIES, Kind.CHANGE):
        entry = write_entry(submission, by=by, fields=fields)
        submission.target_kind, submission.target_id = entry._meta.model_name, entry.pk
    else:
        entry = submission.target
    if submission.kind in (*NEW_ENTRIES, Kind.CLAIM) and submission.submitter:
        add_caretaker(entry, user=submission.submitter)
    submission = step(submission, State.APPROVED, by=by, is_by_curator=True, message=message, fields=fields)
    forget_logo(submission)
    emails.send_decision(submission, f"approved_{_wording(submission)}", message, entry, is_in_part=fields is not None)
    return submission


@transaction.atomic
def return_with_question(submission, *, by, message, reply=None, revision=None):
    """Ask the submitter to mend something. Raises AlreadyDecided, PermissionDenied."""
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING], revision=revision)
    step(submission, State.RETURNED, by=by, is_by_curator=True, message=message, reply=reply)
    emails.send_decision(submission, "returned", message, submission.target)
    return submission


@transaction.atomic
def reject(submission, *, by, message, reply=None, revision=None):
    """Refuse a submission with a reason; an entry that it would have changed stays as it is.

    Raises AlreadyDecided, PermissionDenied.
    """
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING, State.RETURNED], revision=revision)
    step(submission, State.REJECTED, by=by, is_by_curator=True, message=message, reply=reply)
    forget_logo(submission)
    emails.send_decision(submission, "rejected", message, submission.target)
    return submission


@transaction.atomic
def mark_spam(submission, *, by):
    """Put a submission with the spam, from where it can be taken back for 30 days. Nobody is mailed.

    Raises AlreadyDecided, PermissionDenied.
    """
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING, State.RETURNED], revision=None)
    return step(submission, State.SPAM, by=by, is_by_curator=True)


@transaction.atomic
def unmark_spam(submission, *, by):
    """Put a submission from the spam into the queue. Raises AlreadyDecided, PermissionDenied."""
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.SPAM], revision=None)
    submission.is_suspicious = False
    submission.decided_at = submission.decided_by = None
    return step(submission, State.WAITING, by=by, is_by_curator=True)


def _refuse_others(by):
    if not by.has_perm(PERMISSION):
        raise PermissionDenied


def _wording(submission):
    return {Kind.CHANGE: "change", Kind.REPORT: "report", Kind.CLAIM: "claim"}.get(submission.kind, "entry")
