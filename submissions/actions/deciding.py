"""What curators do. Whoever decides second gets AlreadyDecided, and nothing of theirs is written or mailed."""

from collections.abc import Collection
from contextlib import suppress

from django.core.exceptions import PermissionDenied

from accounts.models import User
from operations.turns import writing
from projects.actions import discontinue
from projects.models import Project
from submissions import emails
from submissions.actions.judging import learn_and_judge
from submissions.actions.people import add_caretaker, hand_over
from submissions.actions.steps import locked_for_decision, step
from submissions.actions.submitting import forget_logo
from submissions.kinds import reason_of
from submissions.models import AlreadyDecided, Payload, Reply, State, Submission, SubmissionKind
from submissions.models.submission import NEW_ENTRIES
from submissions.payloads import changed_fields, what_it_meets
from submissions.publishing import locked_target, write_entry, write_translation

PERMISSION = "submissions.change_submission"


@writing
def approve(
    submission: Submission,
    *,
    by: User,
    fields: Collection[str] | None = None,
    payload: Payload | None = None,
    revision: int | None = None,
    seen: Payload | None = None,
    message: str = "",
    takes_over: bool = False,
    judges: bool = True,
) -> Submission:
    """Write what was handed in into the directory, publish it, and tell the submitter. Returns the submission.

    fields: for a change, the names of those that are taken over, None for all; payload: what the curator made of what
    was typed, None to leave it; revision: that of the submission when the curator looked at it, and seen: what the
    entry said then that it would write into, see what_it_meets(); takes_over: for a claim, whether they look after the
    entry in place of those who do so now, and not beside them; judges: whether what is left is judged by it at once.
    Raises AlreadyDecided, PermissionDenied, and ValidationError where the form no longer accepts the payload.
    """
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING], revision=revision)
    if payload is not None:
        submission = _corrected(submission, payload)
    if submission.kind in (SubmissionKind.CHANGE, SubmissionKind.TRANSLATION) and seen is not None:
        _refuse_overtaken(submission, fields, seen)
    if submission.kind == SubmissionKind.TRANSLATION:
        entry = write_translation(submission)
    elif submission.kind in (*NEW_ENTRIES, SubmissionKind.CHANGE):
        entry = write_entry(submission, by=by, fields=fields)
        submission.target_kind, submission.target_id = entry._meta.model_name, entry.pk
    else:
        entry = submission.target
    if submission.kind in (*NEW_ENTRIES, SubmissionKind.CLAIM) and submission.submitter:
        if takes_over and submission.kind == SubmissionKind.CLAIM:
            hand_over(entry, to=submission.submitter, by=by)
        else:
            add_caretaker(entry, user=submission.submitter, by=by)
    submission = step(submission, State.APPROVED, by=by, is_by_curator=True, message=message, fields=fields)
    forget_logo(submission)
    emails.send_decision(submission, f"approved_{_wording(submission)}", message, entry, is_in_part=fields is not None)
    if judges:
        learn_and_judge()
    return submission


@writing
def approve_end(
    submission: Submission,
    *,
    by: User,
    ended: int | None = None,
    successor: Project | None = None,
    revision: int | None = None,
    message: str = "",
) -> Submission:
    """Say that the project has ended of which a report says so, and tell whoever reported it. Returns the submission.

    All other reports that wait and say the same of it are decided along with it, and undone with it.
    ended, successor: the year and what took over, where they are known; revision: that of the submission when the
    curator looked at it. Raises AlreadyDecided, PermissionDenied, and ValidationError where the project cannot have
    ended so or is withdrawn.
    """
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING], revision=revision)
    entry = locked_target(submission)
    discontinue(entry, by=by, ended=ended, successor=successor, reason=reason_of(submission))
    same = list(Submission.objects.saying_the_same(submission).select_for_update(of=("self",)).order_by("pk"))
    submission = step(submission, State.APPROVED, by=by, is_by_curator=True, message=message)
    emails.send_decision(submission, "approved_report", message, entry)
    decision = submission.decisions.last()
    for other in same:
        step(other, State.APPROVED, by=by, is_by_curator=True, message=message, along_with=decision)
        emails.send_decision(other, "approved_report", message, entry)
    learn_and_judge()
    return submission


@writing
def return_with_question(
    submission: Submission, *, by: User, message: str, reply: Reply | None = None, revision: int | None = None
) -> Submission:
    """Ask the submitter to mend something. Raises AlreadyDecided, PermissionDenied."""
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING], revision=revision)
    step(submission, State.RETURNED, by=by, is_by_curator=True, message=message, reply=reply)
    emails.send_decision(submission, "returned", message, submission.target)
    return submission


@writing
def reject(
    submission: Submission, *, by: User, message: str, reply: Reply | None = None, revision: int | None = None
) -> Submission:
    """Refuse a submission with a reason; an entry that it would have changed stays as it is. Its picture stays with its
    text, as the refusal may turn out to be a mistake.

    Raises AlreadyDecided, PermissionDenied.
    """
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING, State.RETURNED], revision=revision)
    step(submission, State.REJECTED, by=by, is_by_curator=True, message=message, reply=reply)
    emails.send_decision(submission, "rejected", message, submission.target)
    return submission


@writing
def reconsider(submission: Submission, *, by: User, message: str = "", revision: int | None = None) -> Submission:
    """Take back a refusal that was a mistake: the submission waits again, and its sender is told so.

    Raises AlreadyDecided, also where its text has been deleted since, PermissionDenied.
    """
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.REJECTED], revision=revision)
    if not submission.is_reconsiderable:
        raise AlreadyDecided("What was handed in has been deleted in the meantime.")
    submission.decided_at = submission.decided_by = None
    step(submission, State.WAITING, by=by, is_by_curator=True, message=message)
    emails.send_decision(submission, "reconsidered", message, submission.target)
    return submission


@writing
def mark_spam(submission: Submission, *, by: User, judges: bool = True) -> Submission:
    """Put a submission with the spam, from where it can be taken back for SPAM_FOR. Nobody is mailed.

    judges: whether what is left is judged by it at once. Raises AlreadyDecided, PermissionDenied.
    """
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.WAITING, State.RETURNED], revision=None)
    submission = step(submission, State.SPAM, by=by, is_by_curator=True)
    if judges:
        learn_and_judge()
    return submission


@writing
def mark_all_spam(submissions: Collection[Submission], *, by: User) -> list[Submission]:
    """Put several with the spam, and judge what is left once; returns those that nobody else was quicker with.

    Raises PermissionDenied.
    """
    done = []
    for submission in submissions:
        with suppress(AlreadyDecided):
            done.append(mark_spam(submission, by=by, judges=False))
    learn_and_judge()
    return done


@writing
def unmark_spam(submission: Submission, *, by: User) -> Submission:
    """Put a submission from the spam into the queue. Raises AlreadyDecided, PermissionDenied."""
    _refuse_others(by)
    submission = locked_for_decision(submission, states=[State.SPAM], revision=None)
    submission.is_suspicious = False
    submission.campaign = None
    submission.decided_at = submission.decided_by = None
    submission = step(submission, State.WAITING, by=by, is_by_curator=True)
    learn_and_judge()
    return submission


def _corrected(submission: Submission, payload: Payload) -> Submission:
    """Take what a curator made of what was typed; they correct a translation by what the original says now."""
    corrected, submission.payload = changed_fields(payload, submission.payload), payload
    if submission.kind == SubmissionKind.TRANSLATION:
        target = locked_target(submission)
        submission.base = submission.base | {field: getattr(target, field) for field in corrected}
    return submission


def _refuse_overtaken(submission: Submission, fields: Collection[str] | None, seen: Payload) -> None:
    now = what_it_meets(submission, locked_target(submission))
    # A text in a further language may have come or gone as a whole.
    written = {*now, *seen}
    if submission.kind == SubmissionKind.CHANGE:
        written &= set(changed_fields(submission.payload, submission.base))
        written &= written if fields is None else set(fields)
    if any(not seen or (now.get(name) or None) != (seen.get(name) or None) for name in written):
        raise AlreadyDecided("The entry has been edited since the submission was opened.")


def _refuse_others(by: User) -> None:
    if not by.has_perm(PERMISSION):
        raise PermissionDenied


def _wording(submission: Submission) -> str:
    return "entry" if submission.kind in NEW_ENTRIES else submission.kind
