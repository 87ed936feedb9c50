"""Taking back what was approved, as far as nobody has built on it since."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import User
from entries.actions import save_entry
from operations.turns import writing
from projects.models import Project
from screening.terms import SPAM_FOR
from submissions import emails
from submissions.actions.deciding import PERMISSION
from submissions.actions.judging import learn_and_judge
from submissions.actions.people import end_caretaking
from submissions.actions.steps import locked_for_decision, step_back
from submissions.kinds import reason_of
from submissions.models import AlreadyDecided, Decision, State, Submission, SubmissionKind
from submissions.publishing import locked_target, take_out

# What believing a report of an end writes.
OF_THE_END = ("status", "ended", "successor_id")


def step_back_from_approved(submission: Submission, *, by: User) -> Submission:
    """Take out the entry that a locked submission became, and let it wait again; its sender is told. Returns it.

    Nobody judges here what waits. Raises ValidationError where somebody has worked on the entry since, or the text of
    the submission is gone.
    """
    if not submission.payload:
        raise ValidationError("What was handed in has been deleted in the meantime.")
    entry = take_out(submission, by=by)
    if submission.submitter:
        end_caretaking(entry, user=submission.submitter, by=by)
    submission = step_back(submission, by=by)
    emails.send_decision(submission, "taken_back")
    return submission


def decision_on_end(submission: Submission) -> Decision | None:
    """Return the decision by which a report of an end was believed, if that can be undone: its own, or the one along
    with which it was decided.
    """
    if submission.kind != SubmissionKind.REPORT or submission.state != State.APPROVED:
        return None
    own = submission.decisions.filter(after=State.APPROVED, at__gte=timezone.now() - SPAM_FOR).last()
    decision = own and (own.along_with or own)
    return decision if decision and _written_by(decision) else None


@writing
def undo_end(submission: Submission, *, by: User) -> list[Submission]:
    """Let the project of a believed report be what it was before, and let the report wait again with all that were
    decided along with it; whoever sent one is told. Returns them.

    Raises AlreadyDecided where it was undone before, or too long ago, PermissionDenied, and ValidationError where the
    project is another by now.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied
    submission = locked_for_decision(submission, states=[State.APPROVED], revision=None)
    decision = decision_on_end(submission)
    if decision is None:
        raise AlreadyDecided("This cannot be undone any more.")
    project = locked_target(submission)
    written, before = _written_by(decision) or (project, project)
    if any(getattr(project, name) != getattr(written, name) for name in OF_THE_END):
        raise ValidationError("Whether it has ended was changed since: mend it on the page of the entry.")
    project.status, project.ended = before.status, before.ended
    project.successor = Project.objects.filter(pk=before.successor_id).first()
    project.clean()
    save_entry(project, by=by, reason=f"{reason_of(decision.submission)} taken back")
    together = Submission.objects.filter(decisions__in=[decision, *decision.along.all()], state=State.APPROVED)
    done = []
    for one in together.select_for_update(of=("self",)).order_by("pk"):
        done.append(step_back(one, by=by))
        emails.send_decision(one, "taken_back", "", project)
    learn_and_judge()
    return done


def _written_by(decision: Decision) -> tuple[Any, Any] | None:
    """Return the version of the project in which the end was written, and the one before that; None without either."""
    project = decision.submission.target
    if not isinstance(project, Project):
        return None
    versions = project.history.filter(history_change_reason=reason_of(decision.submission))
    written = versions.order_by("history_date", "history_id").last()
    before = written and written.prev_record
    return (written, before) if before else None
