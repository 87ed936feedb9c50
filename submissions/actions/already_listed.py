"""What was handed in as new, and is listed already."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from entries.models import Entry
from operations.turns import writing
from projects.models import NewcomerLed, Status
from submissions.actions.deciding import PERMISSION
from submissions.actions.steps import locked_for_decision
from submissions.models import AlreadyDecided, Decision, State, Submission, SubmissionKind
from submissions.models.submission import NEW_ENTRIES
from submissions.payloads import payload_of_entry

SAYS_NOTHING: tuple[str | list[str], ...] = ("", [], Status.UNKNOWN, NewcomerLed.UNKNOWN)


@writing
def turn_into_change(submission: Submission, *, target: Entry, by: User, revision: int | None = None) -> Submission:
    """Make a submission of a new entry one that changes an entry which is listed; returns it, still waiting.

    What its submitter left empty changes nothing. Its revision moves on, so that nobody decides on it as they saw it
    before. Raises AlreadyDecided, PermissionDenied, and ValueError unless both are of one kind.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied
    was = submission.kind
    submission = locked_for_decision(submission, states=[State.WAITING], revision=revision)
    if submission.kind != was:
        raise AlreadyDecided("Somebody else has made this submission a change.")
    if submission.kind not in NEW_ENTRIES or submission.kind != target._meta.model_name:
        raise ValueError("Only a new entry can become a change, and only to an entry of its kind.")
    base = payload_of_entry(target)
    said = {name: value for name, value in submission.payload.items() if name in base and value not in SAYS_NOTHING}
    submission.kind = SubmissionKind.CHANGE
    submission.target_kind, submission.target_id = target._meta.model_name, target.pk
    submission.payload, submission.base = submission.payload | base | said, base
    submission.revision += 1
    submission.save()
    Decision.objects.create(
        submission=submission,
        before=State.WAITING,
        after=State.WAITING,
        at=timezone.now(),
        by=by,
        is_by_curator=True,
    )
    return submission
