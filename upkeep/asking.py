"""Who is to be asked about which entries today: read from what is stored, so that it can be looked at beforehand."""

from dataclasses import dataclass, field
from datetime import datetime
from heapq import nsmallest
from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from entries.addressees import addressees_of, rows_about
from entries.freshness import awaiting_confirmation, limits
from entries.kinds import kind_named, kinds
from entries.models import Entry
from upkeep.models import AskingMail, Correspondent, Question
from upkeep.terms import ONE_MAIL_EVERY, REMINDED_AFTER

# An entry by the key of its kind and its own.
Key = tuple[str, int]


@dataclass
class Letter:
    """What one person is to be asked. due: the entries that call for this mail; beside: others that wait for an answer
    of theirs yet; last: when they were last written to.
    """

    email: str
    language: str
    due: list[Entry] = field(default_factory=list)
    beside: list[Entry] = field(default_factory=list)
    last: datetime | None = None

    @property
    def entries(self) -> list[Entry]:
        return [*self.due, *self.beside]


class Before(NamedTuple):
    """What is known of the last time that somebody was asked about an entry: see Question."""

    asked_at: datetime
    mails: int
    answered_at: datetime | None


@dataclass(slots=True)
class _Draft:
    """A Letter before its entries are read: only few of very many leave on one day."""

    email: str
    language: str
    last: datetime | None
    due: list[Key] = field(default_factory=list)
    beside: list[Key] = field(default_factory=list)


def letters_due(now: datetime | None = None) -> list[Letter]:
    """Return the Letters of today, those first who have waited longest, as many as may still be sent today."""
    now = now or timezone.now()
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    room = settings.ASKED_A_DAY - AskingMail.objects.filter(at__gte=today).count()
    if room <= 0:
        return []
    drafts = [draft for draft in _drafts(now, _longest_waiting(now, room)) if draft.due]
    drafts.sort(key=lambda draft: (draft.last is not None, draft.last or now, draft.email))
    return _written(drafts)


def _longest_waiting(now: datetime, most: int) -> list[str]:
    """Return the addresses of those who may be written to about something today, who has waited longest first.

    Row by row, and never more than a few of them in memory: there may be very many, of whom few are asked on a day.
    """
    ranks: dict[str, tuple] = {}
    for kind in kinds():
        for rows in rows_about(awaiting_confirmation(kind.model.objects.all())):
            columns = ("mailbox", "last", *(f"before_{name}" for name in Before._fields))
            for email, last, *before in _with_history(rows, kind.key).values_list(*columns).iterator():
                if last and last > now - ONE_MAIL_EVERY:
                    continue
                question = Before(*before)
                if question.asked_at is None or is_to_be_asked(question, now):
                    ranks[email] = (last is not None, last or now, email)
                if len(ranks) > 10 * most:
                    ranks = {email: ranks[email] for email in nsmallest(most, ranks, key=ranks.__getitem__)}
    return nsmallest(most, ranks, key=ranks.__getitem__)


def _with_history(rows: QuerySet, kind: str) -> QuerySet:
    """Return rows_about() entries of a kind but of those left alone, each with when somebody was `last` written
    to, and with what is known of the last time that they were asked about this entry.
    """
    mails = AskingMail.objects.filter(correspondent__email=OuterRef("mailbox")).order_by("-at").values("at")
    questions = Question.objects.filter(
        correspondent__email=OuterRef("mailbox"), target_kind=kind, target_id=OuterRef("target_id")
    )
    before = {f"before_{name}": Subquery(questions.values(name)[:1]) for name in Before._fields}
    left_alone = Correspondent.objects.left_alone().filter(email=OuterRef("mailbox"))
    return rows.filter(~Exists(left_alone)).annotate(last=Subquery(mails[:1]), **before)


def _drafts(now: datetime, emails: list[str]) -> list[_Draft]:
    """Return what is to be asked of some who may be written to."""
    last, before = _last_written_to(emails), _asked_before(emails)
    drafts: dict[str, _Draft] = {}
    for kind in kinds():
        for one in addressees_of(awaiting_confirmation(kind.model.objects.all()), emails):
            email = one.email.lower()
            draft = drafts.setdefault(email, _Draft(email, one.language, last.get(email)))
            question = before.get((email, kind.key, one.key))
            if question is None or is_to_be_asked(question, now):
                draft.due.append((kind.key, one.key))
            elif question.answered_at is None and question.mails <= len(REMINDED_AFTER):
                draft.beside.append((kind.key, one.key))
    return list(drafts.values())


def is_to_be_asked(question: Before, now: datetime) -> bool:
    """Return whether it is time to ask somebody about an entry anew, or for the next reminder."""
    if timezone.localdate(question.asked_at) < limits(timezone.localdate(now)).confirmed:
        return True
    if question.answered_at or question.mails > len(REMINDED_AFTER):
        return False
    if question.mails == 0:  # A mail that could not go out with the first ones is the first.
        return True
    # By the calendar: where clocks went forward, or a run began a moment earlier, they would wait one more day.
    return timezone.localdate(question.asked_at) + REMINDED_AFTER[question.mails - 1] <= timezone.localdate(now)


def _last_written_to(emails: list[str]) -> dict[str, datetime]:
    mails = AskingMail.objects.filter(correspondent__email__in=emails).order_by().values_list("correspondent__email")
    return dict(mails.annotate(last=Max("at")))


def _asked_before(emails: list[str]) -> dict[tuple[str, str, int], Before]:
    columns = ("correspondent__email", "target_kind", "target_id", *Before._fields)
    rows = Question.objects.filter(correspondent__email__in=emails).order_by().values_list(*columns)
    return {(email, kind, key): Before(*known) for email, kind, key, *known in rows}


def _written(drafts: list[_Draft]) -> list[Letter]:
    """Return the Letters of drafts, each with its entries."""
    keys: dict[str, set[int]] = {}
    for draft in drafts:
        for kind, key in (*draft.due, *draft.beside):
            keys.setdefault(kind, set()).add(key)
    found = {
        (kind, key): entry
        for kind, wanted in keys.items()
        for key, entry in kind_named(kind).model.objects.in_bulk(wanted).items()
    }
    return [
        Letter(
            draft.email,
            draft.language,
            due=[found[key] for key in draft.due if key in found],
            beside=[found[key] for key in draft.beside if key in found],
            last=draft.last,
        )
        for draft in drafts
    ]
