"""Every mail of the intake."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from sesame.utils import get_token

from accounts.mail import queue_mail


def address(name, language, **kwargs):
    """Return the full address of a page of the intake in a language."""
    with override(language):
        return settings.SITE_URL + reverse(f"submissions:{name}", kwargs=kwargs)


def sign_in_scope(user):
    """Changes with every time that the person signs in, so that a link does so once."""
    return f"sign-in:{user.last_login.isoformat() if user.last_login else ''}"


def confirm_scope(submission):
    return f"confirm:{submission.token}"


def invitation_scope(invitation):
    return f"invitation:{invitation.pk}"


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
    link = address("signed-in", language, pk=user.pk, sesame=get_token(user, sign_in_scope(user)))
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
        asker=invitation.asker,
        link=link,
    )


def send_reopening(request):
    return queue_mail("reopened", request.email, request.language, link=address("start", request.language))


def _entry_link(entry, language):
    if entry is None or not entry.is_published:
        return ""
    with override(language):
        return settings.SITE_URL + entry.get_absolute_url()
