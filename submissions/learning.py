"""What the screen learns from what curators decided about submissions, counted anew by `manage.py train_screen`."""

from operations.turns import turn, writing
from screening.layers.learned import learn, shipped_texts, tokens
from screening.learning import keep
from submissions.campaigns import shingles_of_submission
from submissions.models import SpamExample, State, Submission
from submissions.screening import all_facts_of

MOST_SPAM = 5000
MOST_HONEST = 5000


def train():
    """Count words anew in the shipped examples, approved submissions and what curators called spam.

    Nobody who writes waits while it counts. Returns (Learned, spam texts from decisions, honest texts from decisions).
    Doing it twice changes nothing. Nothing is learned from what only the screen called spam: it would believe itself.
    """
    _keep_spam()
    spam = [(example.tokens, True) for example in SpamExample.objects.all()[:MOST_SPAM]]
    approved = Submission.objects.screened().filter(state=State.APPROVED).exclude(payload={}).order_by("-decided_at")
    honest = [(_tokens_of(submission), False) for submission in approved[:MOST_HONEST]]
    result = learn([*shipped_texts(), *spam, *honest])
    with turn():
        keep(result)
    return result, len(spam), len(honest)


def _tokens_of(submission):
    """Return what is learned from a submission, in whichever of its languages, each once."""
    return {token for facts in all_facts_of(submission) for token in tokens(facts)}


@writing
def _keep_spam():
    """Keep the words of spam beyond the day on which it is deleted, and forget those of what a curator took back."""
    SpamExample.objects.filter(submission__isnull=False).exclude(submission__state=State.SPAM).delete()
    marked = Submission.objects.spam().filter(decided_at__isnull=False, spam_example__isnull=True)
    SpamExample.objects.bulk_create(
        [
            SpamExample(
                submission=submission,
                tokens=sorted(_tokens_of(submission)),
                shingles=sorted(shingles_of_submission(submission)),
                marked_at=submission.decided_at,
            )
            for submission in marked
        ],
        ignore_conflicts=True,
    )
