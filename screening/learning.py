"""What the screen has learned from curators, as the database keeps it between two trainings."""

from django.db.models import Sum
from django.utils import timezone

from screening.layers.learned import Learned, from_examples, tokens
from screening.models import LearnedWord

BATCH = 500
AT_ONCE = 5000


def learned(*texts, spam_decisions=0, decisions=0):
    """Return what is Learned about the words of some Facts: from decisions, or from the shipped examples before the
    first training. Asks the database twice, of many texts a few times more.

    spam_decisions, decisions: how many people have made, of which depends how much all of it may weigh.
    """
    sums = LearnedWord.objects.aggregate(spam=Sum("spam"), honest=Sum("honest"))
    if sums["spam"] is None:
        return from_examples()
    wanted = sorted({token for facts in texts for token in tokens(facts)})
    known = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = LearnedWord.objects.filter(token__in=wanted[start : start + AT_ONCE]).values_list(
            "token", "spam", "honest"
        )
        known |= {token: (spam, honest) for token, spam, honest in rows}
    return Learned(words=known, **sums, spam_decisions=spam_decisions, decisions=decisions)


def keep(result):
    """Keep what was Learned instead of what was learned before. Wants a transaction around it."""
    now = timezone.now()
    LearnedWord.objects.bulk_create(
        # In one order, so that two trainings at once wait for each other rather than lock each other out.
        [
            LearnedWord(token=token, spam=spam, honest=honest, learned_at=now)
            for token, (spam, honest) in sorted(result.words.items())
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["token"],
        update_fields=["spam", "honest", "learned_at"],
    )
    LearnedWord.objects.exclude(learned_at=now).delete()
