"""The screen as a whole: all layers over one submission, and what their sum means."""

from submissions.learning import facts_of, learned
from submissions.screen import Signal, signals, verdict
from submissions.signals import of_record, of_visit

VISIT_SIGNALS = {"honeypot", "never-opened", "too-quick", "no-proof-of-work"}


def screened(submission, visit=None):
    """Return (rows for `Submission.signals`, "waiting", "suspicious" or "spam").

    visit: how it was sent; without it the signals of the visit that are stored already stay.
    """
    facts = facts_of(submission)
    stored = [Signal(**row) for row in submission.signals if row["name"] in VISIT_SIGNALS]
    found = [
        *(of_visit(visit) if visit else stored),
        *of_record(submission),
        *signals(facts, learned(facts)),
    ]
    rows = [{"name": signal.name, "weight": signal.weight, "detail": signal.detail} for signal in found]
    return rows, verdict(found)
