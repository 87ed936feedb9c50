"""The screen over one submission: the layers of `screening`, what the directory's own records say, and their sum."""

import hashlib

from entries.search.text import fold
from screening.facts import Facts, Signal
from screening.layers import of_sender, of_text, of_visit
from screening.layers.visit import VISIT_SIGNALS
from screening.learning import learned
from screening.verdict import verdict
from submissions.duplicates import similar_entries
from submissions.models import State, Submission

SHORTEST_TEXT = 40  # letters; shorter ones may agree by chance
COMPARED = 500


def screened(submission, visit=None):
    """Return (rows for `Submission.signals`, "waiting", "suspicious" or "spam").

    visit: how it was sent; without it the signals of the visit that are stored already stay.
    """
    facts = facts_of(submission)
    stored = [Signal(**row) for row in submission.signals if row["name"] in VISIT_SIGNALS]
    found = [
        *(of_visit(visit) if visit else stored),
        *of_sender(facts.email, facts.website),
        *of_record(submission),
        *of_text(facts, learned(facts)),
    ]
    rows = [{"name": signal.name, "weight": signal.weight, "detail": signal.detail} for signal in found]
    return rows, verdict(found)


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


def listed_already(kind, name, website):
    """An entry of that name or website is published."""
    found = similar_entries(kind, name, website)
    return Signal("listed-already", 1, ", ".join(entry.name for entry in found)) if found else None


def same_text_before(submission):
    """Somebody handed in the same text under another name or address, or it was spam."""
    own = digest(submission.payload)
    if not own:
        return None
    others = Submission.objects.exclude(pk=submission.pk).exclude(state=State.WITHDRAWN).order_by("-pk")
    recent = others.values_list("payload", "state", "email")[:COMPARED]
    twins = [(state, email) for payload, state, email in recent if digest(payload) == own]
    if any(state == State.SPAM for state, _email in twins):
        return Signal("same-text-was-spam", 6, "")
    strangers = [email for _state, email in twins if email != submission.email]
    return Signal("same-text-before", 3, str(len(strangers))) if strangers else None


def digest(payload):
    """Return what tells texts apart whatever their capitals, accents and spaces; "" where there is next to no text."""
    text = fold(" ".join(str(payload.get(name, "")) for name in ("summary", "description", "text")))
    words = "".join(letter for letter in text if letter.isalnum())
    return hashlib.sha256(words.encode()).hexdigest() if len(words) >= SHORTEST_TEXT else ""


def of_record(submission):
    """Return the Signals of what the directory knows about its text, its name and its website."""
    found = [same_text_before(submission)]
    if not submission.target_id:
        payload = submission.payload
        found.append(listed_already(submission.kind, payload.get("name", ""), payload.get("website", "")))
    return [signal for signal in found if signal]
