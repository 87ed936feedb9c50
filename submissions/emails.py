"""Every mail of the intake."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from sesame.utils import get_token

from accounts.mail import queue_mail
from submissions.models import StepMail


def address_of_page(name, language, **kwargs):
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
    link = address_of_page(
        "confirm",
        submission.language,
        token=submission.token,
        sesame=get_token(submission.submitter, confirm_scope(submission)),
    )
    mail = queue_mail("confirm", submission.email, submission.language, submission=submission, link=link)
    return _kept_with_step(submission, mail)


def send_sign_in_link(user, language, target=""):
    """target: path of the page to go to afterwards, "" for the usual one."""
    link = address_of_page("signed-in", language, pk=user.pk, sesame=get_token(user, sign_in_scope(user)))
    link += f"?{urlencode({'next': target})}" if target else ""
    return queue_mail("sign_in", user.email, language, link=link)


def send_decision(submission, name, message="", entry=None, **context):
    """Tell the submitter what was decided; nobody is told where no address was given.

    name: of the templates, such as "returned"; context: what that one needs besides.
    """
    if not submission.email:
        return None
    has_page = submission.submitter_id is not None
    mail = queue_mail(
        name,
        submission.email,
        submission.language,
        submission=submission,
        message=message,
        entry=entry,
        # A translation is read in its language.
        entry_link=_entry_link(entry, submission.into or submission.language),
        link=address_of_page("mine-submission", submission.language, token=submission.token) if has_page else "",
        **context,
    )
    return _kept_with_step(submission, mail)


def _kept_with_step(submission, mail):
    """Let curators see beside the latest step what becomes of a mail; returns it."""
    latest = submission.decisions.order_by("-pk").first()
    StepMail.objects.create(submission=submission, decision=latest, mail=mail, message_id=mail.message_id)
    return mail


def send_invitation(invitation, language):
    link = address_of_page(
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


def send_caretaker_joined(entry, *, to, who, reason=""):
    """Tell one who looks after an entry that somebody else does so too. reason: of the curator, or ""."""
    return _about_caretakers("caretaker_joined", entry, to, who=who, reason=reason)


def send_caretaker_left(entry, *, to, who, reason=""):
    """Tell one who goes on to look after an entry that somebody no longer does. who: "" for a deleted account."""
    return _about_caretakers("caretaker_left", entry, to, who=who, reason=reason)


def send_caretaker_removed(entry, *, to, reason="", successor=""):
    """Tell somebody that they no longer look after an entry. successor: who does so in their place, or ""."""
    return _about_caretakers("caretaker_removed", entry, to, reason=reason, successor=successor)


def send_appointment(entry, *, to, reason):
    """Tell somebody that they look after an entry from now on, as a curator decided."""
    return _about_caretakers("approved_claim", entry, to, message=reason)


def _about_caretakers(name, entry, to, **context):
    return queue_mail(
        name,
        to.email,
        to.language,
        entry=entry,
        entry_link=_entry_link(entry, to.language),
        link=address_of_page("mine", to.language),
        **context,
    )


def send_reopening(request):
    return queue_mail("reopened", request.email, request.language, link=address_of_page("start", request.language))


def _entry_link(entry, language):
    if entry is None or not entry.is_published:
        return ""
    with override(language):
        return settings.SITE_URL + entry.get_absolute_url()
