"""What every action does to a submission: lock it, move it on, and keep the step."""

from django.db import transaction
from django.utils import timezone

from submissions.models import AlreadyDecided, Decision, State, Submission
from submissions.models.submission import DECIDED_STATES


def locked(submission):
    """Return the submission as it is stored now, with its row locked until the transaction ends."""
    return Submission.objects.select_for_update(of=("self",)).select_related("submitter").get(pk=submission.pk)


def locked_for_decision(submission, *, states, revision):
    """Return the locked submission.

    Raises AlreadyDecided unless it is in one of the states and, where a revision is named, still what was looked at.
    """
    current = locked(submission)
    if current.state not in states:
        raise AlreadyDecided(f"This submission is no longer there to decide on: it is {current.get_state_display()}.")
    if revision is not None and current.revision != revision:
        raise AlreadyDecided("This submission has been edited since it was opened.")
    return current


@transaction.atomic
def step(submission, state, *, by=None, is_by_curator=False, message="", reply=None, fields=None):
    """Move a locked submission to its next state, save it, and keep a Decision. Returns the submission.

    Raises StateError where there is no such step.
    """
    now = timezone.now()
    before = submission.state
    submission.move_to(state)
    submission.state_since = now
    waited = now - submission.waiting_since if is_by_curator and before == State.WAITING else None
    if state in DECIDED_STATES or (state == State.SPAM and is_by_curator):
        submission.decided_at, submission.decided_by = now, by
    if state == State.WAITING:
        submission.waiting_since = now
    submission.save()
    Decision.objects.create(
        submission=submission,
        before=before,
        after=state,
        at=now,
        by=by,
        is_by_curator=is_by_curator,
        message=message,
        reply=reply,
        fields=fields,
        waited=waited,
    )
    return submission
