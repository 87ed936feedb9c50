"""What the screen learns from curators: kept in the database, counted anew by `manage.py train_screen`."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from submissions.models import LearnedWord, SpamExample, State, Submission
from submissions.screen import Facts
from submissions.screen.learned import Learned, from_examples, learn, shipped_texts, tokens

MOST_SPAM = 5000
MOST_HONEST = 5000
BATCH = 500


def facts_of(submission):
    """Return the Facts that the layers of the text read."""
    payload = submission.payload
    return Facts(
        name=payload.get("name", ""),
        summary=payload.get("summary", "") or payload.get("text", ""),
        description=payload.get("description", ""),
        website=payload.get("website", ""),
        email=submission.email,
        kind=submission.kind,
        language=submission.language,
    )


def learned(facts):
    """Return what is Learned about the words of a text: from decisions, or from the shipped examples before the first
    training. Asks the database twice.
    """
    sums = LearnedWord.objects.aggregate(spam=Sum("spam"), honest=Sum("honest"))
    if sums["spam"] is None:
        return from_examples()
    rows = LearnedWord.objects.filter(token__in=tokens(facts)).values_list("token", "spam", "honest")
    return Learned(words={token: (spam, honest) for token, spam, honest in rows}, **sums)


@transaction.atomic
def train():
    """Count words anew in the shipped examples, approved submissions and what curators called spam.

    Returns (Learned, spam texts from decisions, honest texts from decisions). Doing it twice changes nothing. Nothing
    is learned from what only the screen called spam: it would believe itself.
    """
    _keep_spam()
    spam = [(example.tokens, True) for example in SpamExample.objects.all()[:MOST_SPAM]]
    approved = Submission.objects.filter(state=State.APPROVED).order_by("-decided_at")
    honest = [(tokens(facts_of(submission)), False) for submission in approved[:MOST_HONEST]]
    result = learn([*shipped_texts(), *spam, *honest])
    now = timezone.now()
    LearnedWord.objects.bulk_create(
        # In one order, so that two trainings at once wait for each other rather than lock each other out.
        [
            LearnedWord(token=token, spam=spam_texts, honest=honest_texts, learned_at=now)
            for token, (spam_texts, honest_texts) in sorted(result.words.items())
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["token"],
        update_fields=["spam", "honest", "learned_at"],
    )
    LearnedWord.objects.exclude(learned_at=now).delete()
    return result, len(spam), len(honest)


def _keep_spam():
    """Keep the words of spam beyond the day on which it is deleted, and forget those of what a curator took back."""
    SpamExample.objects.filter(submission__isnull=False).exclude(submission__state=State.SPAM).delete()
    marked = Submission.objects.spam().filter(decided_at__isnull=False, spam_example__isnull=True)
    SpamExample.objects.bulk_create(
        [
            SpamExample(
                submission=submission, tokens=sorted(tokens(facts_of(submission))), marked_at=submission.decided_at
            )
            for submission in marked
        ],
        ignore_conflicts=True,
    )
