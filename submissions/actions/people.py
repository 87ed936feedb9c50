"""Who looks after an entry, and how submitters come in."""

from collections.abc import Iterable
from typing import TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from entries.actions import confirm_entry
from entries.models import Entry
from operations.turns import writing
from submissions import emails, limits
from submissions.actions.submitting import person_of
from submissions.models import Caretaker, CaretakerStep, Invitation, Translator

E = TypeVar("E", bound=Entry)


class LastCaretaker(Exception):
    """Nobody would be left to look after the entry; the person has to say that they know."""


@writing
def add_caretaker(entry: Entry, *, user: User, by: User | None = None, reason: str = "") -> Caretaker:
    """Let a person look after an entry, and tell those who do so already; returns the Caretaker.

    by: the curator whose decision it is, None where it is their own, by an invitation.
    """
    caretaker, is_new = Caretaker.objects.get_or_create(
        user=user, target_kind=entry._meta.model_name, target_id=entry.pk
    )
    if is_new:
        _note(caretaker, CaretakerStep.What.JOINED, by=by, reason=reason)
        for other in Caretaker.objects.of_entry(entry).exclude(user=user).select_related("user"):
            emails.send_caretaker_joined(entry, to=other.user, who=str(user), reason=reason)
    return caretaker


@writing
def appoint_caretaker(entry: Entry, *, email: str, language: str, by: User, reason: str) -> Caretaker:
    """Let the person of an address look after an entry, as a curator decides; they are told, and who does so already.

    language: of the e-mail where they have no account yet. Raises PermissionDenied.
    """
    if not by.has_perm("submissions.add_caretaker"):
        raise PermissionDenied
    user = person_of(email, language)
    caretaker = add_caretaker(entry, user=user, by=by, reason=reason)
    Invitation.objects.of_entry(entry).of_user(user).delete()
    emails.send_appointment(entry, to=user, reason=reason)
    return caretaker


@writing
def appoint_translator(*, email: str, language: str, by: User, is_trusted: bool = False) -> Translator:
    """Let the person of an address translate entries into a language, as a curator decides.

    is_trusted: whether what they write is public at once; of somebody who translates already, it is so from now on.
    What waits goes on waiting. Raises PermissionDenied.
    """
    if not by.has_perm("submissions.add_translator"):
        raise PermissionDenied
    translator, _is_new = Translator.objects.update_or_create(
        user=person_of(email, language),
        language=language,
        defaults={"is_trusted": is_trusted},
        create_defaults={"is_trusted": is_trusted, "by": by},
    )
    return translator


@writing
def trust_translators(translators: Iterable[Translator], *, by: User, is_trusted: bool) -> int:
    """Let what some translators write be public at once, or wait for a curator; returns of how many that is new.

    What waits goes on waiting. Raises PermissionDenied.
    """
    if not by.has_perm("submissions.add_translator"):
        raise PermissionDenied
    others = Translator.objects.filter(pk__in=[one.pk for one in translators]).exclude(is_trusted=is_trusted)
    return others.update(is_trusted=is_trusted)


@writing
def remove_caretaker(caretaker: Caretaker, *, by: User, reason: str) -> None:
    """End that somebody looks after an entry, as a curator decides; they are told, and those who go on.

    Raises PermissionDenied.
    """
    if not by.has_perm("submissions.delete_caretaker"):
        raise PermissionDenied
    _remove(caretaker, by=by, reason=reason)


@writing
def hand_over(entry: Entry, *, to: User, by: User, reason: str = "") -> Caretaker:
    """Let a person look after an entry in place of all who do so now; returns the Caretaker. Each of them is told."""
    others = Caretaker.objects.of_entry(entry).exclude(user=to).select_related("user")
    for other in others.select_for_update(of=("self",)):
        _remove(other, by=by, reason=reason, successor=str(to))
    return add_caretaker(entry, user=to, by=by, reason=reason)


def end_caretaking(entry: Entry, *, user: User, by: User) -> None:
    """End that a person looks after an entry which is taken out again. Nobody is told: whoever is, is told of that."""
    for caretaker in Caretaker.objects.of_entry(entry).of_user(user):
        _note(caretaker, CaretakerStep.What.REMOVED, by=by)
        caretaker.delete()


def _remove(caretaker: Caretaker, *, by: User, reason: str, successor: str = "") -> None:
    """successor: who looks after the entry in their place, as they are told, "" where nobody takes over."""
    if not Caretaker.objects.filter(pk=caretaker.pk).delete()[0]:
        return  # Somebody else was quicker.
    entry = caretaker.target
    _note(caretaker, CaretakerStep.What.REMOVED, by=by, reason=reason)
    emails.send_caretaker_removed(entry, to=caretaker.user, reason=reason, successor=successor)
    if not successor:
        _tell_of_leaving(entry, who=str(caretaker.user), reason=reason)


def _note(
    caretaker: Caretaker, what: CaretakerStep.What, *, by: User | None = None, reason: str = "", has_name: bool = True
) -> None:
    CaretakerStep.objects.create(
        target_kind=caretaker.target_kind,
        target_id=caretaker.target_id,
        user=caretaker.user if has_name else None,
        what=what,
        by=by,
        reason=reason,
    )


def _tell_of_leaving(entry: Entry, *, who: str, reason: str = "") -> None:
    for other in Caretaker.objects.of_entry(entry).select_related("user"):
        emails.send_caretaker_left(entry, to=other.user, who=who, reason=reason)


@writing
def confirm_as_caretaker(entry: E, *, by: User) -> E:
    """Note that one of its caretakers says today that a published entry is right as it is, once a day; returns it.

    Raises PermissionDenied for everybody else.
    """
    _refuse_others(entry, by)
    entry = type(entry).objects.select_for_update().get(pk=entry.pk)
    today = timezone.localdate()
    return entry if entry.confirmed_on == today else confirm_entry(entry, by=by, on=today)


@writing
def invite(entry: Entry, *, email: str, by: User, language: str, network: str = "") -> Invitation | None:
    """Ask somebody by mail to look after an entry; returns the Invitation, or None where they do so already.

    by: one of its caretakers, for whom limits count, or a curator, for whom none do. Nothing tells whether the address
    was known before. Inviting again sends a new link. Raises PermissionDenied, LimitReached.
    """
    if not by.has_perm("submissions.add_invitation"):
        _refuse_others(entry, by)
        limits.spend_on_intake("mail", email=email, network=network)
    user = person_of(email, language)
    if Caretaker.objects.of_entry(entry).of_user(user).exists():
        return None
    invitation, _is_new = Invitation.objects.get_or_create(
        user=user, target_kind=entry._meta.model_name, target_id=entry.pk, defaults={"invited_by": by}
    )
    emails.send_invitation(invitation, user.language)
    return invitation


@writing
def accept_invitation(invitation: Invitation, *, by: User) -> Caretaker:
    """Take an invitation up; returns the Caretaker. Raises PermissionDenied where it is somebody else's."""
    if invitation.user_id != by.pk:
        raise PermissionDenied
    caretaker = add_caretaker(invitation.target, user=by)
    invitation.delete()
    return caretaker


@writing
def leave(entry: Entry, *, by: User, is_sure: bool = False) -> None:
    """No longer look after an entry. Raises PermissionDenied where they do not, LastCaretaker unless they are sure."""
    caretakers = list(Caretaker.objects.of_entry(entry).select_for_update())
    if all(caretaker.user_id != by.pk for caretaker in caretakers):
        raise PermissionDenied
    if not is_sure and len(caretakers) == 1:
        raise LastCaretaker
    _leave(next(caretaker for caretaker in caretakers if caretaker.user_id == by.pk), who=str(by))


@writing
def leave_all(user: User) -> None:
    """No longer look after any entry, as the account is deleted: those who go on are told, but not who it was."""
    for caretaker in user.caretakings.select_for_update():
        _leave(caretaker)


def _leave(caretaker: Caretaker, who: str = "") -> None:
    """who: as the others are told, "" where it is not for them to know any more."""
    entry = caretaker.target
    _note(caretaker, CaretakerStep.What.LEFT, has_name=bool(who))
    caretaker.delete()
    if entry:
        _tell_of_leaving(entry, who=who)


@transaction.atomic
def sign_in_link(*, email: str, language: str, network: str = "", target: str = "") -> None:
    """Send a link that signs in, if the address has an account; nothing tells whether it has. Raises LimitReached.

    For an address without one the same is done and taken back, so that the time it takes tells nothing either.
    target: the page of the site to go to afterwards, "" for “My entries”.
    """
    limits.spend_on_intake("mail", email=email, network=network)
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    with transaction.atomic():
        emails.send_sign_in_link(user or _nobody(email), language, target)
        transaction.set_rollback(user is None)


def _nobody(email: str) -> User:
    """Return a user who is not there, as far as a link to sign in needs one."""
    return User(pk=0, email=email, password=UNUSABLE_PASSWORD_PREFIX)


def _refuse_others(entry: Entry, by: User) -> None:
    if not Caretaker.objects.of_entry(entry).of_user(by).exists():
        raise PermissionDenied
