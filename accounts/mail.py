"""Every mail of the site: rendered at once in the language of whoever gets it, queued in the same transaction.

A mail is two templates in templates/email/, NAME_subject.txt and NAME.txt. Its HTML is made of its text, so that both
say the same, unless there is a NAME.html.
"""

from email.utils import formataddr, make_msgid, parseaddr
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from post_office.models import PRIORITY, STATUS, Email, Log
from post_office.settings import get_message_id_fqdn

# In the context of a mail, which post_office needs for templates of its own alone: it is rather lost than sent twice.
NEVER_TWICE = "never_twice"
# Stands in the log of a mail where others have the name of an error.
CAME_BACK = "CameBack"


def make_mail(name, to, language, *, headers=None, priority=PRIORITY.medium, never_twice=False, **context):
    """Return one mail that is ready for the queue and not stored yet. headers: further ones.

    never_twice: whether it is given up where nobody knows whether it arrived, instead of being sent once more.

    Straight for the table: post_office's own functions would run a text once more as a template, and people write
    into these.
    """
    with override(language):
        context |= {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL, "language": language}
        subject = " ".join(render_to_string(f"email/{name}_subject.txt", context).split())
        text = render_to_string(f"email/{name}.txt", context).strip() + "\n"
        html = render_to_string(
            [f"email/{name}.html", "email/message.html"], context | {"subject": subject, "text": text}
        )
    return Email(
        from_email=sender(),
        to=[to],
        subject=subject,
        message=text,
        html_message=html,
        # RFC 3834: so that nobody's machine answers it.
        headers={"Auto-Submitted": "auto-generated"} | (headers or {}),
        priority=priority,
        context={NEVER_TWICE: True} if never_twice else None,
        status=STATUS.queued,
        message_id=make_msgid(domain=get_message_id_fqdn()),
    )


def leaving_headers(link, word):
    """Return the headers by which a mailbox takes its owner off a list: by a POST (RFC 8058), or a mail (RFC 2369).

    word: what the subject of that mail says before the token, the last part of the link; newsletter.bounces reads it.
    """
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    subject = quote(f"{word} {link.rstrip('/').rpartition('/')[2]}")
    return {
        "List-Unsubscribe": f"<{link}>, <mailto:{address}?subject={subject}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def sender():
    """Return the site's address with its name, or with the one that DEFAULT_FROM_EMAIL gives."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or settings.SITE_NAME, address))


def queue_mail(name, to, language, **options):
    """Queue one mail; returns it. Nothing is sent where the transaction around it fails. options: as of make_mail()."""
    mail = make_mail(name, to, language, **options)
    mail.save()
    return mail


def is_unreached(address):
    """Return the condition that the last e-mail to an address of which something is known never arrived.

    address: where a row has it, as an expression. It holds as long as copies of e-mails are kept.
    """
    left_since = Email.objects.filter(to=OuterRef("to"), status=STATUS.sent, pk__gt=OuterRef("pk"))
    return Exists(Email.objects.filter(~Exists(left_since), to=address, status=STATUS.failed))


@transaction.atomic
def note_came_back(message_id, answer):
    """Note that a mail which had left came back for good; returns whether that is new, None where there is no such.

    message_id: its own number, which nobody else knows; answer: of the mail server, such as 5.1.1.
    """
    mail = Email.objects.filter(message_id=message_id).first() if message_id else None
    if mail is None:
        return None
    left = Email.objects.filter(pk=mail.pk, status=STATUS.sent)
    is_new = bool(left.update(status=STATUS.failed, last_updated=timezone.now()))
    if is_new:
        Log.objects.create(email=mail, status=STATUS.failed, exception_type=CAME_BACK, message=answer)
    return is_new
