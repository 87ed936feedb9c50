"""The screen over one submission: the layers of `screening`, what the directory's own records say, and their sum."""

from screening.facts import Facts, Signal
from screening.layers import of_sender, of_text, of_visit, same_text
from screening.layers.visit import VISIT_SIGNALS
from screening.learning import learned
from screening.verdict import verdict
from submissions.duplicates import similar_entries
from submissions.models import State, Submission
from submissions.models.submission import NEW_ENTRIES

COMPARED = 500


def screened(submission, visit=None, **decisions):
    """Return (rows for `Submission.signals`, the Verdict on them).

    visit: how it was sent; without it the signals of the visit that are stored already stay. decisions: as learned()
    takes them.
    """
    facts = facts_of(submission)
    stored = [Signal(**row) for row in submission.signals if row["name"] in VISIT_SIGNALS]
    found = [
        *(of_visit(visit) if visit else stored),
        *of_sender(facts.email, facts.website),
        *of_record(submission),
        *of_text(facts, learned(facts, **decisions)),
    ]
    return [signal._asdict() for signal in found], verdict(found)


def facts_of(submission):
    """Return the Facts that the layers of the text read."""
    payload = submission.payload
    return Facts(
        name=payload.get("name", ""),
        summary=payload.get("summary", "") or payload.get("text", ""),
        description="\n".join(payload.get(name) or "" for name in ("description", "audience", "how_to_start")).strip(),
        website=payload.get("website", ""),
        email=submission.email,
        language=submission.language,
        describes_entry=submission.describes_entry,
        is_new=submission.kind in NEW_ENTRIES,
    )


def listed_already(kind, name, website):
    """An entry of that name or website is published."""
    found = similar_entries(kind, name, website)
    return Signal("listed-already", 1, ", ".join(entry.name for entry in found)) if found else None


def same_text_before(submission):
    """Somebody handed in the same text under another name or address, or it was spam."""
    others = Submission.objects.screened().exclude(pk=submission.pk).exclude(state=State.WITHDRAWN).order_by("-pk")
    recent = others.values_list("payload", "email", "state")[:COMPARED]
    rows = ((own_words(payload), email, state == State.SPAM) for payload, email, state in recent)
    return same_text(own_words(submission.payload), submission.email, rows)


def own_words(payload):
    """Return the words of their own that somebody put into a form."""
    return " ".join(str(payload.get(name, "")) for name in ("summary", "description", "text"))


def of_record(submission):
    """Return the Signals of what the directory knows about its text, its name and its website."""
    found = [same_text_before(submission)]
    if submission.kind in NEW_ENTRIES:
        payload = submission.payload
        found.append(listed_already(submission.kind, payload.get("name", ""), payload.get("website", "")))
    return [signal for signal in found if signal]
