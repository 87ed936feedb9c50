"""What every action does to a submission: lock it, move it on, and keep the step."""

from collections.abc import Collection

from django.utils import timezone

from accounts.models import User
from operations.turns import writing
from submissions.models import AlreadyDecided, Decision, Reply, State, Submission
from submissions.models.submission import DECIDED_STATES


def locked_submission(submission: Submission) -> Submission:
    """Return the submission as it is stored now, with its row locked until the transaction ends."""
    return Submission.objects.select_for_update(of=("self",)).select_related("submitter").get(pk=submission.pk)


def locked_for_decision(submission: Submission, *, states: Collection[State], revision: int | None) -> Submission:
    """Return the locked submission.

    Raises AlreadyDecided unless it is in one of the states and, where a revision is named, still what was looked at.
    """
    current = locked_submission(submission)
    if current.state not in states:
        raise AlreadyDecided(f"This submission is no longer there to decide on: it is {current.get_state_display()}.")
    if revision is not None and current.revision != revision:
        raise AlreadyDecided("This submission has been edited since it was opened.")
    return current


@writing
def step_back(submission: Submission, *, by: User) -> Submission:
    """Put a locked submission back to where it stood in the queue, by its latest step. Returns it.

    That is no curator's word on it: the screen may fold it again. Raises StateError.
    """
    latest = Decision.objects.filter(submission=submission, after=submission.state).order_by("-at", "-pk").first()
    submission.decided_at = submission.decided_by = None
    submission = step(submission, State.WAITING, by=by)
    if latest and latest.waited is not None:
        submission.waiting_since = latest.at - latest.waited
        submission.save(update_fields=["waiting_since"])
    return submission


@writing
def step(
    submission: Submission,
    state: State,
    *,
    by: User | None = None,
    is_by_curator: bool = False,
    message: str = "",
    reply: Reply | None = None,
    fields: Collection[str] | None = None,
    along_with: Decision | None = None,
) -> Submission:
    """Move a locked submission to its next state, save it, and keep a Decision. Returns the submission.

    along_with: the decision on another one that was taken on this one, too. Raises StateError where there is no such
    step.
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
        along_with=along_with,
        waited=waited,
    )
    return submission
