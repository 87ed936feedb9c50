"""One decision on all members of a campaign, and taking it back."""

from collections.abc import Collection, Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from operations.turns import writing
from screening.terms import SPAM_FOR
from submissions.actions.deciding import PERMISSION, approve, mark_spam
from submissions.actions.judging import learn_and_judge
from submissions.actions.steps import step_back
from submissions.actions.taking_back import step_back_from_approved
from submissions.duplicates import similar_entries
from submissions.models import AlreadyDecided, Campaign, CampaignDecision, State, Submission
from submissions.models.submission import NEW_ENTRIES

# Pairs of a submission that stays as it is, and why.
Refused = list[tuple[Submission, str]]


class NothingApproved(Exception):
    """None of those that were chosen can be approved. refused: each with the reason."""

    def __init__(self, refused: Refused) -> None:
        super().__init__("None of these can be approved.")
        self.refused = refused


@writing
def decide_campaign(
    campaign: Campaign,
    *,
    what: CampaignDecision.What,
    members: Collection[int],
    left_out: Collection[int] = (),
    by: User,
) -> CampaignDecision:
    """Decide on those of its members whose keys are given, and that still wait. Returns the decision.

    What is approved is published, and its sender told, as if each had been approved alone; what cannot be, stays in
    the campaign and is `refused` of the decision. Nobody is mailed of the other decisions. left_out: keys of those
    that the curator saw and took out: they wait by themselves from now on. What came since then is among neither.
    Raises AlreadyDecided where none of the members waits any more, NothingApproved, PermissionDenied.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied
    waiting = Submission.objects.select_for_update(of=("self",)).filter(campaign=campaign, state=State.WAITING)
    chosen = list(waiting.filter(pk__in=members).order_by("waiting_since", "pk"))
    if not chosen:
        raise AlreadyDecided("None of these waits any more.")
    alone = list(waiting.filter(pk__in=left_out).exclude(pk__in=members))
    refused: Refused = []
    if what == CampaignDecision.What.SPAM:
        for submission in chosen:
            mark_spam(submission, by=by, judges=False)
    elif what == CampaignDecision.What.APPROVE:
        refused = _approve_all(chosen, by)
        stay = {submission.pk for submission, _why in refused}
        chosen = [submission for submission in chosen if submission.pk not in stay]
        if not chosen:
            raise NothingApproved(refused)
    else:
        alone += chosen
    decision = CampaignDecision.objects.create(campaign=campaign, what=what, by=by)
    decision.submissions.set(chosen)
    decision.left_out.set(submission for submission in alone if submission not in chosen)
    decision.refused = refused
    Submission.objects.filter(pk__in=[submission.pk for submission in alone]).update(campaign=None, is_suspicious=False)
    learn_and_judge()
    return decision


def _approve_all(chosen: Iterable[Submission], by: User) -> Refused:
    refused = []
    for submission in chosen:
        try:
            with transaction.atomic():
                _refuse_unread(submission)
                approve(submission, by=by, judges=False)
        except ValidationError as error:
            refused.append((submission, " ".join(error.messages)))
    return refused


def _refuse_unread(submission: Submission) -> None:
    """Raise ValidationError where a curator has to see more of it than the page of a campaign shows."""
    if submission.kind not in NEW_ENTRIES:
        raise ValidationError("It is about an entry that is listed, and is decided on its own page.")
    payload = submission.payload
    twins = similar_entries(submission.kind, payload.get("name", ""), payload.get("website", ""))
    if twins:
        raise ValidationError(f"It may be listed already: {', '.join(twin.name for twin in twins)}.")


@writing
def undo_campaign_decision(decision: CampaignDecision, *, by: User) -> tuple[int, Refused]:
    """Let all of a decision's submissions that are where it put them wait again, as long as before.

    What was published by it is taken out again, and its sender told. Returns how many, and those that stay since
    somebody has worked on their entry. They are judged like any that wait. Raises AlreadyDecided where it was undone
    before, or too long ago, PermissionDenied.
    """
    if not by.has_perm(PERMISSION):
        raise PermissionDenied
    current = CampaignDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if current.undone_at or current.at < timezone.now() - SPAM_FOR:
        raise AlreadyDecided("This decision cannot be undone any more.")
    current.undone_at, current.undone_by = timezone.now(), by
    current.save()
    members = list(current.submissions.select_for_update(of=("self",)).order_by("pk"))
    refused: Refused = []
    if current.what == CampaignDecision.What.SPAM:
        members = [step_back(member, by=by) for member in members if member.state == State.SPAM]
    elif current.what == CampaignDecision.What.APPROVE:
        members, refused = _take_out_all([member for member in members if member.state == State.APPROVED], by)
    else:
        members = [member for member in members if member.state == State.WAITING]
    learn_and_judge()
    return len(members), refused


def _take_out_all(members: Iterable[Submission], by: User) -> tuple[list[Submission], Refused]:
    done, refused = [], []
    for member in members:
        try:
            with transaction.atomic():
                done.append(step_back_from_approved(member, by=by))
        except ValidationError as error:
            refused.append((member, " ".join(error.messages)))
    return done, refused
