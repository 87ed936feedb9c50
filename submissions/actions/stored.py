"""What is stored about a person, whether they have an account or left no more than their address."""

import re
from base64 import b64encode
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from post_office.models import STATUS, Email

from accounts.kept import delete_kept, kept_about
from accounts.masking import MASK, mask_tokens
from accounts.models import User
from entries.models import EntryText
from operations.turns import writing
from submissions.actions.people import leave_all
from submissions.models import Caretaker, CaretakerStep, Decision, Invitation, State, Submission, UploadedLogo
from submissions.models.submission import OPEN_STATES


def stored_under(email: str) -> dict[str, Any]:
    """Return everything that is stored about an address, as plain data for a file; links that sign in are masked.

    What there is nothing of is left out, so that an empty result says that nothing is stored.
    """
    user = User.objects.filter(email__iexact=email).first()
    found = {
        "submissions": [
            _as_data(submission)
            for submission in Submission.objects.under_address(email)
            .select_related("logo")
            .prefetch_related("decisions")
        ],
        "mails": [
            {"subject": mail.subject, "text": mask_tokens(mail.message), "written": mail.created.isoformat()}
            for mail in Email.objects.filter(to__iexact=email).order_by("created")
        ],
    }
    found = {name: rows for name, rows in found.items() if rows}
    return found | (_about_account(user) if user else {}) | kept_about(email)


def stored_about(user: User) -> dict[str, Any]:
    """Return the same about a person who has an account; what there is nothing of is there, and empty."""
    return {"submissions": [], "mails": []} | stored_under(user.email)


def _about_account(user: User) -> dict[str, Any]:
    """Return what hangs on an account."""
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "joined": user.joined_at.isoformat(),
            "last_signed_in": user.last_login.isoformat() if user.last_login else None,
            "may_enter_the_admin": user.is_staff,
        },
        "looks_after": [
            {"entry": str(row.target), "kind": row.target_kind, "since": row.since.isoformat()}
            for row in user.caretakings.all()
        ],
        "changes_of_caretakers": [
            {"entry": str(row.target), "what": row.what, "at": row.at.isoformat(), "reason": row.reason}
            for row in CaretakerStep.objects.filter(user=user)
        ],
        "invitations": [
            {"entry": str(row.target), "kind": row.target_kind, "invited": row.invited_at.isoformat()}
            for row in user.invitations.all()
        ],
        "invitations_sent": [
            {"entry": str(row.target), "kind": row.target_kind, "invited": row.invited_at.isoformat()}
            for row in Invitation.objects.filter(invited_by=user)
        ],
        "translates_into": list(user.translating.values_list("language", flat=True)),
        "translated": [
            {"entry": str(row.target), "text": row.field, "language": row.language, "on": row.written_on.isoformat()}
            for row in EntryText.objects.filter(by=user)
        ],
        "log_ins": [{"at": row.at.isoformat(), "outcome": row.outcome} for row in user.log_ins.all()],
        "sessions": [
            {"browser": row.browser, "begun": row.started_at.isoformat(), "last_used": row.seen_at.isoformat()}
            for row in user.open_sessions.all()
        ],
        "open_forms": [
            {"at": row.at.isoformat(), "what": row.kind.name, "number": row.key}
            for row in user.open_forms.select_related("kind")
        ],
        "second_factors": list(user.mfakey_set.order_by("pk").values("method", "name")),
        "looked_at": [
            {"at": row.at.isoformat(), "what": row.kind.name, "number": row.key}
            for row in user.looks.select_related("kind")
        ],
        "done_in_the_admin": [
            {"at": row.action_time.isoformat(), "what": row.object_repr, "how": row.get_change_message()}
            for row in LogEntry.objects.filter(user=user).order_by("action_time")
        ],
    }


def _as_data(submission: Submission) -> dict[str, Any]:
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
        "translated_into": submission.into or None,
        "signals": submission.signals,
        "steps": [
            {"from": step.before, "to": step.after, "at": step.at.isoformat(), "message": step.message}
            for step in submission.decisions.all()
        ],
    }


def _as_text(logo: UploadedLogo) -> str:
    """Return a picture as an address that every browser opens."""
    return f"data:image/{logo.extension};base64,{b64encode(logo.data).decode()}"


@writing
def delete_person(user: User) -> None:
    """Delete a person's account and what they handed in; what is published stays, without their name.

    Raises PermissionDenied for curators, whose decisions others have to understand: as long as they may enter the
    admin.
    """
    erase(user.email)


@writing
def erase(email: str) -> None:
    """Delete everything that is stored about an address, with the account where there is one.

    Of what was decided only that it was, and for which of the usual reasons, stays, for the open books. Raises
    PermissionDenied for the address of somebody who may enter the admin.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user and user.is_staff:
        raise PermissionDenied("Whoever may enter the admin is not erased; take that right away first.")
    theirs = Submission.objects.under_address(email)
    UploadedLogo.objects.filter(submission__in=theirs).delete()
    theirs.filter(state__in=[*OPEN_STATES, State.WITHDRAWN, State.SPAM]).delete()
    empty(theirs)
    _erase_mails(email)
    delete_kept(email)
    _erase_from_log(email, user)
    if user:
        leave_all(user)
        user.delete()


def empty(submissions: QuerySet) -> int:
    """Take out of decided submissions what was handed in and by whom; returns how many there were."""
    keys = list(submissions.values_list("pk", flat=True))
    UploadedLogo.objects.filter(submission__in=keys).delete()
    Decision.objects.filter(submission__in=keys).update(message="")
    return Submission.objects.filter(pk__in=keys).update(
        payload={}, base={}, email="", network="", signals=[], submitter=None
    )


def _erase_mails(email: str) -> None:
    """Those to the address, and its traces in those to others: one that asks them to join in names who asks."""
    Email.objects.filter(to__iexact=email).delete()
    naming = Email.objects.filter(
        Q(subject__icontains=email) | Q(message__icontains=email) | Q(headers__icontains=email)
    )
    naming.filter(status=STATUS.sent).delete()
    for mail in naming:
        for name in ("subject", "message", "html_message"):
            setattr(mail, name, _without(getattr(mail, name), email))
        # An answer to it would go to nobody.
        mail.headers = {
            name: value for name, value in (mail.headers or {}).items() if email.lower() not in str(value).lower()
        }
        mail.save(update_fields=["subject", "message", "html_message", "headers"])


def _erase_from_log(email: str, user: User | None) -> None:
    """The log of the admin says what somebody did to what; it need not say to whom."""
    named = Q(object_repr__icontains=email) | Q(change_message__icontains=email)
    if user:
        types = ContentType.objects.get_for_models(User, Caretaker, Invitation)
        named |= Q(content_type=types[User], object_id=str(user.pk))
        if user.name:
            named |= Q(content_type__in=types.values(), object_repr__contains=user.name)
    LogEntry.objects.filter(named).update(object_repr=MASK, change_message="")


def _without(text: str, email: str) -> str:
    return re.sub(re.escape(email), MASK, text, flags=re.IGNORECASE)
