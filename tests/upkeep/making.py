"""Functions that make what keeps entries true, with valid defaults."""

from datetime import timedelta

from django.utils import timezone

from upkeep.actions import note_sign, save_contact
from upkeep.models import (
    ContactAddress,
    Correspondent,
    Evidence,
    LinkCheck,
    LinkOutcome,
    LinkVerdict,
    Question,
    SignOfLife,
    VisitorsWord,
)
from upkeep.terms import GONE_AFTER, LOOKED_EVERY

PAGE = "https://www.example.org/report"


def make_sign(entry, when="2025-02", what=Evidence.PAGE, source=PAGE, **fields):
    """Return a saved sign of life, which has passed what a form asks of it."""
    sign = SignOfLife(when=when, what=what, source=source, **fields)
    sign.name_entry(entry)
    sign.full_clean()
    return note_sign(sign, by=None)


def make_contact(entry, email="office@lingo.example", *, by=None, may_write=True, **fields):
    """Return a saved contact address of an entry."""
    contact = ContactAddress(**{"email": email, "language": "en", "origin": "The page “Contact”"} | fields)
    contact.name_entry(entry)
    contact.full_clean()
    return save_contact(contact, by=by, may_write=may_write)


def make_question(entry, email="office@lingo.example", **fields):
    """Return the saved question whether an entry is still correct, asked today."""
    person, _is_new = Correspondent.objects.get_or_create(email=email)
    question = Question(correspondent=person, mails=1, **fields)
    question.name_entry(entry)
    question.save()
    return question


def make_word(entry, what="ended", **fields):
    """Return a saved word of a visitor about an entry, which no curator has settled."""
    word = VisitorsWord(what=what, **fields)
    word.name_entry(entry)
    word.save()
    return word


def make_check(address, verdict=LinkVerdict.GONE, *, days_ago=0, **fields):
    """Return a saved LinkCheck that a look so many days ago has found to be so."""
    at = timezone.now() - timedelta(days=days_ago)
    usual = {"outcome": LinkOutcome.ANSWERED, "looked_at": at, "next_at": at + LOOKED_EVERY}
    if verdict == LinkVerdict.GONE:
        usual |= {"outcome": LinkOutcome.NOT_FOUND, "failing_since": at - GONE_AFTER, "gone_on": timezone.localdate(at)}
    if verdict == LinkVerdict.MOVED:
        usual |= {"outcome": LinkOutcome.MOVED, "new_address": "https://new.example/", "is_same_site": True}
    if verdict == LinkVerdict.PARKED:
        usual |= {"outcome": LinkOutcome.PARKED, "signs": "for sale, hardly a word"}
    return LinkCheck.objects.create(address=address, verdict=verdict, **usual | fields)
