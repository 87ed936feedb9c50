"""Asks those who run entries, and takes what they answer."""

from datetime import datetime
from smtplib import SMTPRecipientsRefused
from uuid import uuid4

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.models import User
from accounts.sending import WAITING, is_stuck
from entries.models import DirectoryVersion
from operations.turns import writing
from projects.actions import discontinue
from upkeep.actions.contacts import set_stopped
from upkeep.actions.signs import note_sign
from upkeep.answering import AnswerRefused, Asked, Refusal, asked_by
from upkeep.asking import Letter, letters_due
from upkeep.emails import send_questions
from upkeep.ending import EndForm, end_form_of
from upkeep.models import AnswerGiven, AskingMail, Correspondent, Evidence, Question, SignOfLife
from upkeep.terms import REMINDED_AFTER


class MailIsStuck(Exception):
    """Mails do not leave, so that nobody is asked for now."""


@writing
def ask_those_due() -> int:
    """Queue the mails of today to those who run entries; returns how many. Raises MailIsStuck.

    The mails and the rows that say so are one transaction: killed anywhere, all or nothing of it is there, and who was
    written to is not again, however often and on however many hosts this runs.
    """
    if is_stuck():
        raise MailIsStuck
    _note_given_up()
    letters = letters_due()
    for letter in letters:
        _send(letter)
    if letters:
        # Their pages say since when they have been asked.
        DirectoryVersion.move_on()
    return len(letters)


def _send(letter: Letter) -> None:
    now = timezone.now()
    person, _is_new = Correspondent.objects.get_or_create(email=letter.email)
    rows = []
    for entry in letter.entries:
        question, _is_new = Question.objects.get_or_create(
            correspondent=person, target_kind=entry._meta.model_name, target_id=entry.pk, defaults={"asked_at": now}
        )
        if entry in letter.due:
            _ask(question, now)
        rows.append((entry, question))
    mail = send_questions(person, letter.language, rows)
    AskingMail.objects.create(correspondent=person, at=now, mail=mail, message_id=mail.message_id)


def _ask(question: Question, now: datetime) -> None:
    """Count one more mail about an entry, from the first on where the last time is long ago."""
    if question.answered_at or question.mails > len(REMINDED_AFTER):
        question.key, question.asked_at, question.mails = uuid4(), now, 0
        question.answered_at, question.answer = None, ""
    question.mails += 1
    question.save()


def _note_given_up() -> None:
    """Note whose mails the mail server refused for good, and of which others nobody knows whether they arrived."""
    given_up = AskingMail.objects.filter(mail__status=STATUS.failed)
    refused = given_up.filter(mail__logs__exception_type=SMTPRecipientsRefused.__name__)
    _note_bounced(refused.values("correspondent"))
    doubtful = given_up.filter(is_in_doubt=False).exclude(pk__in=refused.values("pk"))
    if AskingMail.objects.filter(pk__in=doubtful.values("pk")).update(is_in_doubt=True):
        DirectoryVersion.move_on()


def _note_bounced(people: QuerySet) -> int:
    number = Correspondent.objects.filter(pk__in=people, bounced_at=None).update(bounced_at=timezone.now())
    if number:
        # Where nobody else can be asked, the page asks visitors.
        DirectoryVersion.move_on()
    return number


@writing
def note_asking_bounce(message_id: str) -> bool | None:
    """Note that a mail that asked came back for good; returns whether that is new, None where it is none of those."""
    mails = AskingMail.objects.filter(message_id=message_id) if message_id else AskingMail.objects.none()
    if not mails.exists():
        return None
    # One from before an address may be written to again has been dealt with.
    later = mails.filter(Q(correspondent__allowed_at=None) | Q(correspondent__allowed_at__lt=F("at")))
    return bool(_note_bounced(later.values("correspondent")))


@writing
def answer_right(token: str) -> Asked:
    """Take the answer that an entry is still correct: a sign of life, which confirms it. Raises AnswerRefused."""
    asked = asked_by(token)
    sign = SignOfLife(when=timezone.localdate().isoformat(), what=Evidence.ORGANISATION)
    sign.name_entry(asked.entry)
    note_sign(sign, by=_person(asked), reason="Answered that it is still correct")
    _note_answer(asked, AnswerGiven.RIGHT)
    return asked


@writing
def answer_changed(token: str) -> Asked:
    """Take the answer that something has changed; what has is handed in by a form. Raises AnswerRefused."""
    asked = asked_by(token)
    _note_answer(asked, AnswerGiven.CHANGED)
    return asked


@writing
def answer_ended(token: str, *, data: dict[str, str]) -> EndForm:
    """Take the answer that an entry has ended, with what was typed; the form says what is wrong with it, if anything.

    Raises AnswerRefused, also for a kind of entry that does not end.
    """
    asked = asked_by(token)
    form = end_form_of(asked.entry, data)
    if form is None:
        raise AnswerRefused(Refusal.OVER, asked.question)
    if form.is_valid():
        discontinue(form.instance, by=_person(asked), reason="Answered that it has ended")
        _note_answer(asked, AnswerGiven.ENDED)
    return form


def _note_answer(asked: Asked, answer: AnswerGiven) -> None:
    asked.question.answered_at, asked.question.answer = timezone.now(), answer
    asked.question.save(update_fields=["answered_at", "answer"])
    DirectoryVersion.move_on()


def _person(asked: Asked) -> User | None:
    return User.objects.filter(email__iexact=asked.question.correspondent.email).first()


@writing
def stop_asking(correspondent: Correspondent) -> None:
    """Leave somebody alone from now on, with what waits to be sent to them. Doing so twice does no harm."""
    set_stopped(correspondent.email, stopped=True)
    Email.objects.filter(pk__in=correspondent.mails.values("mail"), status__in=WAITING).delete()
