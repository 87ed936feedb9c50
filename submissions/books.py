"""The open books: what became of what was handed in, counted from the decisions themselves."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from submissions.models import Decision, Reply, State, Submission, SubmissionKind
from submissions.models.submission import DECIDED_STATES
from submissions.terms import BOOKS_OF

OTHER_REASON = _("for another reason, given in the reply")


@dataclass(frozen=True)
class Books:
    """since: from when on decisions are counted; rows: a dict for each kind of submission that was decided, with its
    label and the numbers taken, returned, refused; total: the same for all; reasons: (label, number) of refusals, the
    most frequent first; median_wait, slowest_wait: timedeltas between the queue and the decision, None where nothing
    was decided; waiting, oldest: how many wait now, and since when the first of them (None: nothing waits).
    """

    since: datetime
    rows: list
    total: dict
    reasons: list
    median_wait: timedelta | None
    slowest_wait: timedelta | None
    waiting: int
    oldest: datetime | None


def open_books(now=None):
    """Return the Books of the time up to now. Asks the database five times, however much was decided.

    The median is that of the middle two where their number is even. Not counted are refusals that
    were taken back, and what a curator called spam: it is deleted in the end, with its decisions.
    """
    since = (now or timezone.now()) - BOOKS_OF
    decided = Decision.objects.standing().filter(is_by_curator=True, after__in=DECIDED_STATES, at__gte=since).order_by()
    waits = list(decided.filter(waited__isnull=False).values_list("waited", flat=True))
    queue = Submission.objects.queue().order_by().aggregate(waiting=Count("pk"), oldest=Min("waiting_since"))
    rows = _rows(decided)
    return Books(
        since=since,
        rows=rows,
        total={name: sum(row[name] for row in rows) for name in COLUMNS.values()},
        reasons=_reasons(decided),
        median_wait=median(waits) if waits else None,
        slowest_wait=max(waits, default=None),
        **queue,
    )


COLUMNS = {State.APPROVED: "taken", State.RETURNED: "returned", State.REJECTED: "refused"}


def _rows(decided):
    counts = Counter()
    for kind, after, number in decided.values_list("submission__kind", "after").annotate(Count("pk")):
        counts[kind, after] += number
    rows = [
        {"label": kind.label} | {name: counts[kind, state] for state, name in COLUMNS.items()}
        for kind in SubmissionKind
    ]
    return [row for row in rows if any(row[name] for name in COLUMNS.values())]


def _reasons(decided):
    counts = dict(decided.filter(after=State.REJECTED).values_list("reply").annotate(Count("pk")))
    replies = Reply.objects.in_bulk([pk for pk in counts if pk])
    reasons = [(replies[pk].reason if pk else OTHER_REASON, number) for pk, number in counts.items()]
    return sorted(reasons, key=lambda row: (-row[1], str(row[0])))
