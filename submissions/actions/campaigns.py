"""One decision on all members of a campaign, and taking it back."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from operations.turns import writing
from screening.terms import SPAM_FOR
from submissions.actions.deciding import PERMISSION, step_to_spam
from submissions.actions.judging import learn_and_judge
from submissions.actions.steps import step
from submissions.models import AlreadyDecided, Campaign, CampaignDecision, Decision, State, Submission


@writing
def decide_campaign(
    campaign: Campaign,
    *,
    what: CampaignDecision.What,
    members: Collection[int],
    left_out: Collection[int] = (),
    by: User,
) -> CampaignDecision:
    """Decide on those of its members whose keys are given, and that still wait; nobody is mailed.

    left_out: keys of those that the curator saw and took out: they wait by themselves from now on. What came since
    then is among neither. Raises AlreadyDecided where none of the members waits any more, PermissionDenied.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied
    waiting = Submission.objects.select_for_update(of=("self",)).filter(campaign=campaign, state=State.WAITING)
    chosen = list(waiting.filter(pk__in=members).order_by("pk"))
    if not chosen:
        raise AlreadyDecided("None of these waits any more.")
    decision = CampaignDecision.objects.create(campaign=campaign, what=what, by=by)
    decision.submissions.set(chosen)
    alone = list(waiting.filter(pk__in=left_out).exclude(pk__in=members))
    decision.left_out.set(alone)
    if what == CampaignDecision.What.SPAM:
        for submission in chosen:
            step_to_spam(submission, by=by)
    else:
        alone += chosen
    Submission.objects.filter(pk__in=[submission.pk for submission in alone]).update(campaign=None, is_suspicious=False)
    learn_and_judge()
    return decision


@writing
def undo_campaign_decision(decision: CampaignDecision, *, by: User) -> int:
    """Let all of a decision's submissions that are where it put them wait again, as long as before; returns how many.

    They are judged like any that wait. Raises AlreadyDecided where it was undone before, or too long ago,
    PermissionDenied.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied
    current = CampaignDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if current.undone_at or current.at < timezone.now() - SPAM_FOR:
        raise AlreadyDecided("This decision cannot be undone any more.")
    current.undone_at, current.undone_by = timezone.now(), by
    current.save()
    members = list(current.submissions.select_for_update(of=("self",)).order_by("pk"))
    if current.what == CampaignDecision.What.SPAM:
        members = [_taken_back(member, by) for member in members if member.state == State.SPAM]
    else:
        members = [member for member in members if member.state == State.WAITING]
    learn_and_judge()
    return len(members)


def _taken_back(submission: Submission, by: User) -> Submission:
    """Put one back to where it stood in the queue. That is no curator's word on it: the screen may fold it again."""
    put_there = Decision.objects.filter(submission=submission, after=State.SPAM).order_by("-at", "-pk").first()
    submission.decided_at = submission.decided_by = None
    submission = step(submission, State.WAITING, by=by)
    if put_there and put_there.waited is not None:
        submission.waiting_since = put_there.at - put_there.waited
        submission.save(update_fields=["waiting_since"])
    return submission
