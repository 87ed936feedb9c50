"""Every mail of the intake: rendered at once in the language of whoever gets it, and queued in the same transaction.

A mail is two templates in templates/email/, NAME_subject.txt and NAME.txt. Its HTML is made of its text, so that both
say the same.
"""

from email.utils import make_msgid
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from post_office.models import PRIORITY, STATUS, Email
from post_office.settings import get_message_id_fqdn
from sesame.utils import get_token


def queue_mail(name, to, language, **context):
    """Queue one mail; returns it. Nothing is sent where the transaction around it fails.

    Straight into the table: post_office's own functions would run a text once more as a template, and people write
    into these.
    """
    with override(language):
        context |= {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL, "language": language}
        subject = " ".join(render_to_string(f"email/{name}_subject.txt", context).split())
        text = render_to_string(f"email/{name}.txt", context).strip() + "\n"
        html = render_to_string("email/message.html", context | {"subject": subject, "text": text})
    return Email.objects.create(
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        subject=subject,
        message=text,
        html_message=html,
        priority=PRIORITY.medium,
        status=STATUS.queued,
        message_id=make_msgid(domain=get_message_id_fqdn()),
    )


def address(name, language, **kwargs):
    """Return the full address of a page of the intake in a language."""
    with override(language):
        return settings.SITE_URL + reverse(f"submissions:{name}", kwargs=kwargs)


def confirm_scope(submission):
    return f"confirm:{submission.token}"


def invitation_scope(invitation):
    return f"invitation:{invitation.pk}"


SIGN_IN_SCOPE = "sign-in"


def send_confirmation_link(submission):
    link = address(
        "confirm",
        submission.language,
        token=submission.token,
        sesame=get_token(submission.submitter, confirm_scope(submission)),
    )
    return queue_mail("confirm", submission.email, submission.language, submission=submission, link=link)


def send_sign_in_link(user, language, target=""):
    """target: path of the page to go to afterwards, "" for the usual one."""
    link = address("signed-in", language, sesame=get_token(user, SIGN_IN_SCOPE))
    link += f"?{urlencode({'next': target})}" if target else ""
    return queue_mail("sign_in", user.email, language, link=link)


def send_decision(submission, name, message="", entry=None, **context):
    """Tell the submitter what was decided; nobody is told where no address was given.

    name: of the templates, such as "returned"; context: what that one needs besides.
    """
    if not submission.email:
        return None
    has_page = submission.submitter_id is not None
    return queue_mail(
        name,
        submission.email,
        submission.language,
        submission=submission,
        message=message,
        entry=entry,
        entry_link=_entry_link(entry, submission.language),
        link=address("mine-submission", submission.language, token=submission.token) if has_page else "",
        **context,
    )


def send_invitation(invitation, language):
    link = address(
        "invitation",
        language,
        pk=invitation.pk,
        sesame=get_token(invitation.user, invitation_scope(invitation)),
    )
    return queue_mail(
        "invitation",
        invitation.user.email,
        language,
        entry=invitation.target,
        invited_by=invitation.invited_by,
        link=link,
    )


def send_reopening(request):
    return queue_mail("reopened", request.email, request.language, link=address("start", request.language))


def _entry_link(entry, language):
    if entry is None or not entry.is_published:
        return ""
    with override(language):
        return settings.SITE_URL + entry.get_absolute_url()
