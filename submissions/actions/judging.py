"""What waits is judged again when the evidence changes, and submissions that resemble each other become campaigns."""

from collections import Counter

from operations.turns import writing
from submissions.campaigns import common_traits, floods_of, groups_of
from submissions.judging import decisions, gather, judged
from submissions.learning import train
from submissions.models import Campaign, State, Submission

# What waits beyond so many, the latest first, is judged when those are gone.
MOST_JUDGED = 2000
# With more decisions than so many it learns by the clock only: counting them takes seconds.
LEARNS_AT_ONCE = 400


@writing
def judge_again() -> int:
    """Weigh anew what waits, by what is known now, and put together what belongs together; returns how many changed.

    What people have looked at since it came stays as it is. Nothing gets to the spam by this.
    """
    every = Submission.objects.screened().filter(state=State.WAITING).order_by("-pk")
    settled = set(every.settled().values_list("pk", flat=True)[:MOST_JUDGED])
    waiting = [submission for submission in every[:MOST_JUDGED] if submission.pk not in settled]
    if not waiting:
        return 0
    evidence = gather(waiting)
    sizes = _put_together(waiting)
    changed = []
    for submission in waiting:
        before = (submission.signals, submission.is_suspicious, submission.was_in)
        submission.signals, submission.is_suspicious = judged(submission, evidence, sizes.get(submission.pk, 0))
        if (submission.signals, submission.is_suspicious, submission.campaign_id) != before:
            changed.append(submission)
    Submission.objects.bulk_update(changed, ["signals", "is_suspicious", "campaign"], batch_size=200)
    Campaign.objects.filter(members__isnull=True, decisions__isnull=True).delete()
    return len(changed)


@writing
def learn_and_judge() -> int:
    """After a decision: learn from it, as long as that is quick, and judge again what waits."""
    if decisions()[1] <= LEARNS_AT_ONCE:
        train()
    return judge_again()


def _put_together(waiting: list[Submission]) -> dict[int, int]:
    """Set the campaign of each that waits, without saving; returns key -> members for those that resemble each other.

    What a curator called spam belongs to it as well, and gets its campaign saved where it had none.
    """
    spam = list(Submission.objects.called_spam())
    sizes: dict[int, int] = {}
    for submission in waiting:
        submission.was_in = submission.campaign_id
        submission.campaign = None
    known = {submission.pk: submission.was_in for submission in waiting} | {s.pk: s.campaign_id for s in spam}
    taken: set[int] = set()
    for group in sorted(groups_of([*waiting, *spam]), key=len, reverse=True):
        if all(submission.state == State.SPAM for submission in group):
            continue
        campaign = _campaign_of(group, known, taken, common_traits(group))
        taken.add(campaign.pk)
        for submission in group:
            submission.campaign = campaign
            sizes[submission.pk] = len(group)
        new = [submission.pk for submission in group if submission.state == State.SPAM and not known[submission.pk]]
        Submission.objects.filter(pk__in=new).update(campaign=campaign)
    for group in floods_of(submission for submission in waiting if submission.pk not in sizes):
        campaign = _campaign_of(group, known, taken, {})
        taken.add(campaign.pk)
        for submission in group:
            submission.campaign = campaign
    return sizes


def _campaign_of(group: list[Submission], known: dict, taken: set[int], traits: dict) -> Campaign:
    """Return the campaign that most of a group was in, or a new one, with what they have in common now."""
    before = Counter(pk for submission in group if (pk := known[submission.pk]) and pk not in taken)
    likeliest = before.most_common(1)[0][0] if before else None
    campaign = Campaign.objects.filter(pk=likeliest).first()
    if campaign is None:
        return Campaign.objects.create(traits=traits)
    if campaign.traits != traits:
        campaign.traits = traits
        campaign.save(update_fields=["traits"])
    return campaign
