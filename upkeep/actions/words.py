"""Takes visitors' words on whether entries run, and makes of them what a curator says."""

from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone

from accounts.limits import DAY, HOUR
from accounts.models import User
from entries.models import Entry
from entries.validators import validate_year
from operations.turns import writing
from projects.actions import discontinue
from screening.facts import Facts, Visit
from screening.layers import of_sender, of_text, of_visit
from screening.learning import learned
from screening.limits import spend_unless_free_mail
from screening.verdict import Verdict, verdict
from upkeep.actions.signs import note_sign
from upkeep.ending import may_end
from upkeep.models import Evidence, SignOfLife, VisitorsWord, Word

WORD_LIMITS = {"network": ((10, HOUR), (30, DAY))}


@writing
def keep_word(word: VisitorsWord, *, visit: Visit) -> VisitorsWord:
    """Keep a visitor's word; one that is sent twice is kept once. Raises LimitReached."""
    token = visit.token or uuid4()
    if known := VisitorsWord.objects.filter(token=token).first():
        return known
    spend_unless_free_mail("word", WORD_LIMITS, network=visit.network)
    word.token = token
    word.is_spam = _verdict(word, visit) == Verdict.SPAM
    word.save()
    return word


def _verdict(word: VisitorsWord, visit: Visit) -> Verdict:
    facts = Facts(
        description=word.source, website=word.source, language=visit.language, describes_entry=False, is_new=False
    )
    found = [*of_visit(visit, is_confirmed=False), *of_sender("", word.source), *of_text(facts, learned(facts))]
    return verdict(found)


@writing
def settle_words(entry: Entry, *, latest: VisitorsWord, what: Word | None, by: User, year: int | None = None) -> None:
    """Make of the open words about an entry a sign of life, an end, or nothing (what: None).

    latest: the last that the curator has read; what came after it stays open. year: of the end, where it is known.
    Raises ValidationError on an end before the launch or yet to come, ValueError where nothing is to be made of them.
    """
    if what and entry.has_ended:
        raise ValueError("It has been marked as ended in the meantime.")
    words = VisitorsWord.objects.of_entry(entry).open().filter(pk__lte=latest.pk)
    if what == Word.RUNS:
        _note_running(entry, words.filter(what=Word.RUNS, is_spam=False), by)
    elif what == Word.ENDED:
        if not may_end(entry):
            raise ValueError("An entry of this kind does not end.")
        if year:
            validate_year(year)
        discontinue(entry, by=by, ended=year, reason="Visitors told us that it has ended")
    words.update(settled_at=timezone.now(), settled_by=by)


def _note_running(entry: Entry, words: QuerySet, by: User) -> None:
    newest = words.first()
    if newest is None:
        raise ValueError("Nobody said that it runs.")
    said_on = timezone.localdate(newest.said_at)
    sources = "\n".join(dict.fromkeys(words.values_list("source", flat=True)[:5]))
    sign = SignOfLife(when=said_on.isoformat(), what=Evidence.REPORT, source=sources)
    sign.name_entry(entry)
    note_sign(sign, by=by, reason="A visitor told us that it runs")
