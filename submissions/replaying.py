"""Hands in texts of a file as if somebody did, lets a curator decide on a few, and says where the others stand."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import Count, User
from screening.facts import Visit
from submissions.actions import confirm_submission, hand_in, mark_spam
from submissions.models import State, Submission
from submissions.models.submission import NEW_ENTRIES

HONEST = "honest"
COLUMNS = ("queue", "fold", "spam")
OPEN_FOR = timedelta(minutes=4)
NEEDED = ("kind", "name", "summary")


def replay(rows: list[dict[str, Any]], *, decide: int, seed: int | None = None) -> dict[str, Counter]:
    """Hand in all rows, each from a network of its own and with its address confirmed; mark the first ones of each
    campaign that reach a curator as spam; return kind -> how many of the rest stand in each of COLUMNS.

    rows: kind ("honest", or anything that is not), name, summary, text, website, email, language, and a campaign where
    that is not the kind; decide: how many of each campaign; seed: of the order, the file's own where None.
    Raises ValueError on rows of another shape.
    """
    if any(not isinstance(row, dict) or not all(row.get(name) for name in NEEDED) for row in rows):
        raise ValueError(f"Each row needs {', '.join(NEEDED)}.")
    rows = list(rows)
    if seed is not None:
        random.Random(seed).shuffle(rows)  # noqa: S311 - an order, no secret
    curator = User.objects.create_superuser("curator@replay.example")
    sent = [(row, _handed_in(row, number)) for number, row in enumerate(rows)]
    decided = set(_decide(sent, decide, curator))
    return _counted((row, submission) for row, submission in sent if submission.pk not in decided)


def _handed_in(row: dict[str, Any], number: int) -> Submission:
    # A patient sender: no limit is ever reached.
    Count.objects.all().delete()
    languages = dict(settings.LANGUAGES)
    language = row["language"] if row.get("language") in languages else settings.LANGUAGE_CODE
    visit = Visit(language=language, opened_at=timezone.now() - OPEN_FOR, network=f"replayed {number}", has_proof=True)
    submission = hand_in(
        kind=row["form"] if row.get("form") in NEW_ENTRIES else NEW_ENTRIES[0],
        payload={
            "name": row["name"],
            "summary": row["summary"],
            "description": row.get("text", ""),
            "website": row.get("website", ""),
            "text_language": row.get("language", ""),
        },
        email=row.get("email") or f"somebody-{number}@replay.example",
        visit=visit,
    )
    return confirm_submission(submission, by=submission.submitter)


def _decide(sent: list[tuple[dict[str, Any], Submission]], decide: int, curator: User) -> Iterable[int]:
    known: defaultdict = defaultdict(int)
    for row, submission in sent:
        campaign = row.get("campaign") or row["kind"]
        is_waiting = Submission.objects.filter(pk=submission.pk, state=State.WAITING).exists()
        if row["kind"] == HONEST or not is_waiting or known[campaign] == decide:
            continue
        known[campaign] += 1
        mark_spam(submission, by=curator)
        yield submission.pk


def _counted(sent: Iterable[tuple[dict[str, Any], Submission]]) -> dict[str, Counter]:
    found: defaultdict = defaultdict(Counter)
    for row, submission in sent:
        submission.refresh_from_db(fields=["state", "is_suspicious"])
        stands = "spam" if submission.state == State.SPAM else "fold" if submission.is_suspicious else "queue"
        found[row["kind"]][stands] += 1
    return dict(found)
