"""Who looks after an entry, and what is stored about a person."""

from base64 import b64encode

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.kept import delete_kept, kept_about
from accounts.models import User
from entries.actions import confirm
from submissions import emails, limits
from submissions.actions.submitting import person_of
from submissions.models import Caretaker, Decision, Invitation, State, Submission
from submissions.models.submission import OPEN_STATES


class LastCaretaker(Exception):
    """Nobody would be left to look after the entry; the person has to say that they know."""


@transaction.atomic
def add_caretaker(entry, *, user):
    """Let a person look after an entry; returns the Caretaker."""
    return Caretaker.objects.get_or_create(user=user, target_kind=entry._meta.model_name, target_id=entry.pk)[0]


@transaction.atomic
def confirm_entry(entry, *, by):
    """Note that one of its caretakers says today that a published entry is right as it is, once a day; returns it.

    Raises PermissionDenied for everybody else.
    """
    _refuse_others(entry, by)
    entry = type(entry).objects.select_for_update().get(pk=entry.pk)
    today = timezone.localdate()
    return entry if entry.confirmed_on == today else confirm(entry, by=by, on=today)


@transaction.atomic
def invite(entry, *, email, by, language, network=""):
    """Ask somebody by mail to look after an entry; returns the Invitation, or None where they do so already.

    by: one of its caretakers, for whom limits count, or a curator, for whom none do. Nothing tells whether the address
    was known before. Inviting again sends a new link. Raises PermissionDenied, LimitReached.
    """
    if not by.has_perm("submissions.add_invitation"):
        _refuse_others(entry, by)
        limits.spend("mail", email=email, network=network)
    user = person_of(email, language)
    if Caretaker.objects.of_entry(entry).of_user(user).exists():
        return None
    invitation, _is_new = Invitation.objects.get_or_create(
        user=user, target_kind=entry._meta.model_name, target_id=entry.pk, defaults={"invited_by": by}
    )
    emails.send_invitation(invitation, user.language)
    return invitation


@transaction.atomic
def accept_invitation(invitation, *, by):
    """Take an invitation up; returns the Caretaker. Raises PermissionDenied where it is somebody else's."""
    if invitation.user_id != by.pk:
        raise PermissionDenied
    caretaker = add_caretaker(invitation.target, user=by)
    invitation.delete()
    return caretaker


@transaction.atomic
def leave(entry, *, by, is_sure=False):
    """No longer look after an entry. Raises PermissionDenied where they do not, LastCaretaker unless they are sure."""
    _refuse_others(entry, by)
    caretakers = Caretaker.objects.of_entry(entry).select_for_update()
    if not is_sure and len(caretakers) == 1:
        raise LastCaretaker
    caretakers.filter(user=by).delete()


@transaction.atomic
def sign_in_link(*, email, language, network="", target=""):
    """Send a link that signs in, if the address has an account; nothing tells whether it has. Raises LimitReached.

    target: the page of the site to go to afterwards, "" for “My entries”.
    """
    limits.spend("mail", email=email, network=network)
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user:
        emails.send_sign_in_link(user, language, target)


def stored_about(user):
    """Return everything that is stored about a person, as plain data for a file."""
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "joined": user.joined_at.isoformat(),
            "last_signed_in": user.last_login.isoformat() if user.last_login else None,
        },
        "submissions": [
            _as_data(submission)
            for submission in Submission.objects.under_address_of(user)
            .select_related("logo")
            .prefetch_related("decisions")
        ],
        "looks_after": [
            {"entry": str(row.target), "kind": row.target_kind, "since": row.since.isoformat()}
            for row in user.caretakings.all()
        ],
        "invitations": [
            {"entry": str(row.target), "kind": row.target_kind, "invited": row.invited_at.isoformat()}
            for row in user.invitations.all()
        ],
        "invitations_sent": [
            {"entry": str(row.target), "kind": row.target_kind, "invited": row.invited_at.isoformat()}
            for row in Invitation.objects.filter(invited_by=user)
        ],
        "mails": [
            {"subject": mail.subject, "text": mail.message, "written": mail.created.isoformat()}
            for mail in Email.objects.filter(to=user.email).order_by("created")
        ],
    } | kept_about(user.email)


def _as_data(submission):
    return {
        "token": str(submission.token),
        "kind": submission.kind,
        "state": submission.state,
        "language": submission.language,
        "network": submission.network,
        "handed_in": submission.handed_in_at.isoformat(),
        "confirmed": submission.confirmed_at.isoformat() if submission.confirmed_at else None,
        "what_was_handed_in": submission.payload,
        "logo": _as_text(submission.logo) if submission.logo else None,
        "about_the_entry": str(submission.target) if submission.target_id else None,
        "signals": submission.signals,
        "steps": [
            {"from": step.before, "to": step.after, "at": step.at.isoformat(), "message": step.message}
            for step in submission.decisions.all()
        ],
    }


def _as_text(logo):
    """Return a picture as an address that every browser opens."""
    return f"data:image/{logo.extension};base64,{b64encode(logo.data).decode()}"


@transaction.atomic
def delete_person(user):
    """Delete a person's account and what they handed in; what is published stays, without their name.

    Of what was decided only that it was, and for which of the usual reasons, stays, for the open books. Raises
    PermissionDenied for curators, whose decisions others have to understand.
    """
    if user.is_staff:
        raise PermissionDenied
    mine = Submission.objects.under_address_of(user)
    for submission in mine.exclude(logo=None):
        submission.logo.delete()
    mine.filter(state__in=[*OPEN_STATES, State.WITHDRAWN, State.SPAM]).delete()
    Decision.objects.filter(submission__in=mine).update(message="")
    mine.update(payload={}, base={}, email="", network="", signals=[], submitter=None)
    Email.objects.filter(to=user.email).delete()
    # Those that asked others to join in name who asks.
    Email.objects.filter(status=STATUS.sent, message__contains=user.email).delete()
    delete_kept(user.email)
    user.delete()


def _refuse_others(entry, by):
    if not Caretaker.objects.of_entry(entry).of_user(by).exists():
        raise PermissionDenied
