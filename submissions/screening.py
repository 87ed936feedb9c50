"""The screen over one submission: the layers of `screening`, what the directory's own records say, and their sum.

What it says in further languages is read apart, each language by itself, and the strongest word on any of them counts:
an advert is not to hide behind an honest text in another language.
"""

from collections.abc import Iterable
from dataclasses import replace

from entries.further import BETWEEN
from screening.facts import Facts, Signal
from screening.layers import of_sender, of_text, of_visit, same_text
from screening.layers.visit import VISIT_SIGNALS
from screening.learning import learned
from screening.verdict import verdict
from submissions.duplicates import similar_entries
from submissions.models import State, Submission
from submissions.models.submission import NEW_ENTRIES
from submissions.payloads import changed_fields

COMPARED = 500
NEXT_TO_NOTHING = "next-to-nothing"


def screened(submission, visit=None, **decisions):
    """Return (rows for `Submission.signals`, the Verdict on them).

    visit: how it was sent; without it the signals of the visit that are stored already stay. decisions: as learned()
    takes them.
    """
    said = all_facts_of(submission)
    known = learned(*said, **decisions)
    stored = [Signal(**row) for row in submission.signals if row["name"] in VISIT_SIGNALS]
    found = [
        *(of_visit(visit) if visit else stored),
        *of_sender(said[0].email, said[0].website),
        *of_record(submission),
        *strongest(signal for facts in said for signal in _of_text(facts, known, said[0])),
    ]
    return [signal._asdict() for signal in found], verdict(found)


def _of_text(facts, known, first):
    """Return the Signals of a text; one in a further language may be short."""
    found = of_text(facts, known)
    return found if facts is first else [signal for signal in found if signal.name != NEXT_TO_NOTHING]


def strongest(found: Iterable[Signal]) -> list[Signal]:
    """Return of Signals of the same name the one that weighs most."""
    by_name: dict[str, Signal] = {}
    for signal in found:
        if signal.name not in by_name or signal.weight > by_name[signal.name].weight:
            by_name[signal.name] = signal
    return list(by_name.values())


def all_facts_of(submission):
    """Return the Facts of a submission, first those of what is said in the language of the entry, then those of what is
    said in each further one and was not there before.
    """
    first = facts_of(submission)
    further = _new_in_languages(submission.payload, submission.base).values()
    return [first, *(replace(first, **_texts(said)) for said in further)]


def _texts(said):
    """Return what Facts call the texts of an entry, field -> text."""
    others = "\n".join(text for field, text in said.items() if field != "summary")
    return {"summary": said.get("summary", ""), "description": others}


def facts_of(submission):
    """Return the Facts of what is said in the language of the entry."""
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
    recent = others.values_list("payload", "base", "email", "state")[:COMPARED]
    rows = [(text, email, state == State.SPAM) for *said, email, state in recent for text in own_words(*said)]
    own = own_words(submission.payload, submission.base)
    found = (same_text(text, submission.email, rows) for text in own)
    return next(iter(strongest(signal for signal in found if signal)), None)


def own_words(payload, base):
    """Return the words of their own that somebody put into a form, and those in each further language that are new."""
    names = ("summary", "description", "text")
    new = {"": payload} | _new_in_languages(payload, base)
    return [" ".join(str(said.get(name, "")) for name in names) for said in new.values()]


def _new_in_languages(payload, base):
    """Return language -> field -> text of what a payload says in further languages and its base did not."""
    found = {}
    for name in changed_fields(payload, base):
        field, between, language = name.partition(BETWEEN)
        if between and payload[name]:
            found.setdefault(language, {})[field] = payload[name]
    return found


def of_record(submission):
    """Return the Signals of what the directory knows about its text, its name and its website."""
    found = [same_text_before(submission)]
    if submission.kind in NEW_ENTRIES:
        payload = submission.payload
        found.append(listed_already(submission.kind, payload.get("name", ""), payload.get("website", "")))
    return [signal for signal in found if signal]
