"""Who is to be asked about which entries today: read from what is stored, so that it can be looked at beforehand."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from entries.addressees import addressees_of
from entries.freshness import awaiting_confirmation, limits
from entries.kinds import kinds
from entries.models import Entry
from upkeep.models import AskingMail, Correspondent, Question
from upkeep.terms import ONE_MAIL_EVERY, REMINDED_AFTER


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


def letters_due(now: datetime | None = None) -> list[Letter]:
    """Return the Letters of today, those first who have waited longest, as many as may still be sent today."""
    now = now or timezone.now()
    letters: dict[str, Letter] = {}
    known = {one.email: one for one in Correspondent.objects.annotate(last=Max("mails__at"))}
    asked = _questions()
    for kind in kinds():
        entries = awaiting_confirmation(kind.model.objects.all()).in_bulk()
        for one in addressees_of(awaiting_confirmation(kind.model.objects.all())):
            email = one.email.lower()
            letter = letters.setdefault(email, Letter(email, one.language))
            question = asked[email].get((kind.key, one.key))
            if is_to_be_asked(question, now):
                letter.due.append(entries[one.key])
            elif question.answered_at is None and question.mails <= len(REMINDED_AFTER):
                letter.beside.append(entries[one.key])
    for letter in letters.values():
        letter.last = known[letter.email].last if letter.email in known else None
    ready = [letter for letter in letters.values() if letter.due and _may_be_written_to(letter, known, now)]
    ready.sort(key=lambda letter: (letter.last is not None, letter.last or now, letter.email))
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    room = settings.ASKED_A_DAY - AskingMail.objects.filter(at__gte=today).count()
    return ready[: max(room, 0)]


def is_to_be_asked(question: Question | None, now: datetime) -> bool:
    """Return whether it is time for the first mail about an entry to somebody, or for the next reminder."""
    if question is None or timezone.localdate(question.asked_at) < limits(timezone.localdate(now)).confirmed:
        return True
    if question.answered_at or question.mails > len(REMINDED_AFTER):
        return False
    # A mail that could not go out with the first ones is the first.
    return question.mails == 0 or question.asked_at <= now - REMINDED_AFTER[question.mails - 1]


def _questions() -> dict[str, dict[tuple[str, int], Question]]:
    found: dict[str, dict[tuple[str, int], Question]] = defaultdict(dict)
    for question in Question.objects.select_related("correspondent"):
        found[question.correspondent.email][question.target_kind, question.target_id] = question
    return found


def _may_be_written_to(letter: Letter, known: dict[str, Correspondent], now: datetime) -> bool:
    one = known.get(letter.email)
    if one and (one.stopped_at or one.bounced_at):
        return False
    return letter.last is None or letter.last <= now - ONE_MAIL_EVERY
