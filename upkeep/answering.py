"""The signed links in the mails that ask: each is for one question, and names a key instead of an address."""

from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from entries.addressees import addressees_of
from entries.models import Entry
from entries.writers import WriterRefused
from upkeep.models import AnswerGiven, Correspondent, Question
from upkeep.terms import ANSWERED_WITHIN

# A dot needs no escaping in addresses.
_question = TimestampSigner(salt="upkeep.question", sep=".")
_stop = Signer(salt="upkeep.stop", sep=".")


class Refusal(models.TextChoices):
    """Why an answer is not taken."""

    FORGED = "forged", _("This link is incomplete, or not one of ours.")
    EXPIRED = "expired", _("This link is too old.")
    REPLACED = "replaced", _("We have since asked you again: please use the link in the latest e-mail.")
    USED = "used", _("This question has been answered already.")
    NOT_YOURS = "not yours", _("You no longer look after this entry, or it is no longer in the directory.")
    OVER = "over", _("This entry has since been marked as ended, or does not end.")


class AnswerRefused(WriterRefused):
    """An answer that changes nothing. why: a Refusal; question: the one that it was about, None where none is known."""

    def __init__(self, why: Refusal, question: Question | None = None):
        super().__init__(why)
        self.why, self.question = why, question


class Asked(NamedTuple):
    """What a link is about."""

    question: Question
    entry: Entry


def answer_token(question: Question) -> str:
    return _question.sign(question.key.hex)


def answer_link(question: Question, answer: AnswerGiven, language: str) -> str:
    return _address(language, "answer", token=answer_token(question), answer=answer.value)


def stop_link(correspondent: Correspondent, language: str) -> str:
    return _address(language, "stop", token=_stop.sign(correspondent.key.hex))


def _address(language, name, **kwargs):
    with override(language):
        return settings.SITE_URL + reverse(f"upkeep:{name}", kwargs=kwargs)


def asked_by(token: str) -> Asked:
    """Return what a link is about. Raises AnswerRefused where it does not work, or no longer."""
    try:
        key = UUID(_question.unsign(token, max_age=ANSWERED_WITHIN))
    except SignatureExpired:
        raise AnswerRefused(Refusal.EXPIRED) from None
    except (BadSignature, ValueError):
        raise AnswerRefused(Refusal.FORGED) from None
    question = Question.objects.select_related("correspondent").filter(key=key).first()
    if question is None:
        raise AnswerRefused(Refusal.REPLACED)
    if question.answered_at:
        raise AnswerRefused(Refusal.USED, question)
    entry = question.target
    if entry is None or not entry.is_published or not _knows(question.correspondent, entry):
        raise AnswerRefused(Refusal.NOT_YOURS, question)
    if entry.has_ended:
        raise AnswerRefused(Refusal.OVER, question)
    return Asked(question, entry)


def correspondent_of(token: str) -> Correspondent | None:
    """Return whose link to be left alone it is, or None."""
    try:
        key = UUID(_stop.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Correspondent.objects.filter(key=key).first()


def _knows(correspondent: Correspondent, entry: Entry) -> bool:
    one = type(entry).objects.filter(pk=entry.pk)
    return any(addressee.email.lower() == correspondent.email for addressee in addressees_of(one))
