"""What becomes of a message to the curators."""

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from accounts.limits import DAY, HOUR
from accounts.mail import queue_mail
from accounts.mail_server import has_other_letters
from accounts.models import User
from cluster.models import Message, MessageAnswer
from cluster.models.contact import HEADER
from cluster.terms import ANSWERED_FOR
from operations.turns import writing
from screening.facts import Facts
from screening.layers import of_sender, of_text, of_visit, same_text
from screening.learning import learned
from screening.limits import spend_unless_free_mail
from screening.terms import SPAM_FOR
from screening.verdict import Verdict, verdict

LIMITS = {
    "address": ((5, HOUR), (15, DAY)),
    "network": ((10, HOUR), (30, DAY)),
    "domain": ((100, DAY),),
}
# A person needs at least this long to write a message.
QUICKEST = timedelta(seconds=3)
READERS = "cluster.view_message"
MAY_RELEASE = "cluster.change_message"
MAY_ANSWER = MAY_RELEASE
COMPARED = 500


class AlreadyAnswered(Exception):
    """Somebody else answered since the curator opened the message, or it is no message to answer any more."""


@writing
def send_message(*, visit, name, email, text):
    """Store a message, and mail it to the curators unless it is spam; one that is sent twice is stored once.

    visit: how it was sent. Raises LimitReached.
    """
    token = visit.token or uuid4()
    if known := Message.objects.filter(token=token).first():
        if (known.name, known.email, known.text) == (name, email, text):
            return known
        # Somebody went back, wrote something else and sent it: that is another one, not a form sent twice.
        token = uuid4()
    spend_unless_free_mail("message", LIMITS, email=email, network=visit.network)
    found = signals_of(visit=visit, name=name, email=email, text=text)
    message, is_new = Message.objects.get_or_create(
        token=token,
        defaults={
            "name": name,
            "email": email,
            "text": text,
            "language": visit.language,
            "signals": [signal._asdict() for signal in found],
            "verdict": verdict(found),
        },
    )
    if is_new and not message.is_spam:
        _mail_to_curators(message)
    return message


def signals_of(*, visit, name, email, text):
    """Return what the layers of the screen say of a message.

    Nobody confirms its address by mail, so that a sender may name any: a missing proof of work weighs more than in the
    intake, an address earns no credit, and of the same text only that it came from several addresses counts, as no
    curator has ever said of a message that it is spam.
    """
    facts = Facts(
        name=name, description=text, email=email, language=visit.language, describes_entry=False, is_new=False
    )
    others = Message.objects.order_by("-pk").values_list("text", "email")[:COMPARED]
    repeated = same_text(text, email, ((other, address, False) for other, address in others))
    return [
        *of_visit(visit, is_confirmed=False),
        *of_sender(email),
        *([repeated] if repeated else []),
        *of_text(facts, learned(facts)),
    ]


@writing
def release_message(message, *, by):
    """Take a message out of the spam and mail it to the curators; one that is no spam any more stays as it is.

    Returns whether it was spam. Raises PermissionDenied.
    """
    if not by.has_perm(MAY_RELEASE):
        raise PermissionDenied
    message = Message.objects.select_for_update().spam().filter(pk=message.pk).first()
    if message is None:
        return False
    message.verdict = Verdict.WAITING
    message.save(update_fields=["verdict"])
    _mail_to_curators(message)
    return True


@writing
def answer_message(message: Message, *, by: User, text: str, seen: int) -> MessageAnswer:
    """E-mail a curator's answer, with what was written before, and keep it with the message, which is answered then.

    seen: how many answers the curator saw beside the message. The frame of the e-mail is in the language of whoever
    gets it, who writes back to the curator. Raises AlreadyAnswered, PermissionDenied.
    """
    if not by.has_perm(MAY_ANSWER):
        raise PermissionDenied
    message = Message.objects.select_for_update().exclude(verdict=Verdict.SPAM).filter(pk=message.pk).first()
    before = list(message.answers.all()) if message else []
    if message is None or len(before) != seen:
        raise AlreadyAnswered
    mail = queue_mail(
        "answer",
        message.email,
        message.language,
        headers=_answered_to(by.email) | _thread(before),
        text=text,
        message=message,
        before=before,
    )
    return MessageAnswer.objects.create(message=message, text=text, by=by, mail_number=mail.message_id)


def _thread(before):
    """Return the headers by which mail programs put an answer below those before it (RFC 5322, 3.6.4)."""
    names = [answer.mail_number for answer in before]
    return {"In-Reply-To": names[-1], "References": " ".join(names)} if names else {}


@writing
def delete_message(message):
    """Delete a message with its answers, and the copies of the mails that carried it to the curators."""
    message.forget()


@writing
def delete_answered_messages():
    """Delete messages whose last answer was long enough ago; returns how many."""
    limit = timezone.now() - ANSWERED_FOR
    old = Message.objects.annotate(answered=Max("answers__at")).filter(answered__lt=limit)
    for message in old:
        message.forget()
    return len(old)


@writing
def delete_spam_messages():
    """Delete messages that have been spam for long enough; returns how many. No mail has ever carried one."""
    number, _rows = Message.objects.spam().filter(sent_at__lt=timezone.now() - SPAM_FOR).delete()
    return number


def _answered_to(address):
    """Return the header by which a mailbox answers to an address; none for one that not every mailbox can write to."""
    return {} if has_other_letters(address) else {"Reply-To": address}


def _mail_to_curators(message):
    link = settings.SITE_URL + reverse("admin:cluster_message_change", args=[message.pk])
    for curator in ModelBackend().with_perm(READERS).filter(is_staff=True):
        queue_mail(
            "contact",
            curator.email,
            curator.language,
            headers=_answered_to(message.email) | {HEADER: str(message.token)},
            message=message,
            link=link,
        )
