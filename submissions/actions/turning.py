"""What was handed in as new, and is listed already."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from submissions.actions.deciding import PERMISSION
from submissions.actions.steps import locked_for_decision
from submissions.models import Decision, Kind, State
from submissions.models.submission import NEW_ENTRIES
from submissions.payloads import payload_of_entry

SAYS_NOTHING = ("", [], "unknown")


@transaction.atomic
def turn_into_change(submission, *, target, by, revision=None):
    """Make a submission of a new entry one that changes an entry which is listed; returns it, still waiting.

    What its submitter left empty changes nothing. Its revision moves on, so that nobody decides on it as they saw it
    before. Raises AlreadyDecided, PermissionDenied, and ValueError unless both are of one kind.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied
    submission = locked_for_decision(submission, states=[State.WAITING], revision=revision)
    if submission.kind not in NEW_ENTRIES or submission.kind != target._meta.model_name:
        raise ValueError("Only a new entry can become a change, and only to an entry of its kind.")
    base = payload_of_entry(target)
    said = {name: value for name, value in submission.payload.items() if name in base and value not in SAYS_NOTHING}
    submission.kind = Kind.CHANGE
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
