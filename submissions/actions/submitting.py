"""What submitters do: hand in, confirm, edit, withdraw, report, claim."""

from collections.abc import Callable
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from entries.models import Entry
from operations.turns import writing
from screening.facts import Visit
from screening.verdict import Verdict
from submissions import emails, limits
from submissions.actions.judging import judge_again
from submissions.actions.steps import locked_submission, step
from submissions.models import Caretaker, Intake, Payload, State, StateError, Submission, SubmissionKind, UploadedLogo
from submissions.screening import screened


class IntakePaused(Exception):
    """New entries are not taken in for now, and the form was not open before that began."""


@writing
def hand_in(
    *,
    kind: str,
    payload: Payload,
    visit: Visit,
    email: str = "",
    by: User | None = None,
    logo: UploadedLogo | None = None,
) -> Submission:
    """Keep a new project or organisation, and send the link that confirms the address where that is needed.

    by: who is signed in, or None: then `email` says where the link goes. A form sent twice is kept once. A form that
    was open when intake was paused is held. Raises IntakePaused on any other while intake is paused, LimitReached
    where too much comes from one place.
    """
    intake = Intake.current()
    if not intake.is_open and not (visit.opened_at and visit.opened_at <= intake.since):
        raise IntakePaused
    return _keep(kind=kind, payload=payload, visit=visit, email=email, by=by, logo=logo, is_held=not intake.is_open)


@writing
def propose_change(
    *, target: Entry, payload: Payload, base: Payload, visit: Visit, by: User, logo: UploadedLogo | None = None
) -> Submission:
    """Keep a change to an entry by one of its caretakers; the entry stays as it is until a curator says yes.

    base: the entry's payload when the form was opened. Raises PermissionDenied for everybody else.
    """
    if not Caretaker.objects.of_entry(target).filter(user=by).exists():
        raise PermissionDenied
    return _keep(kind=SubmissionKind.CHANGE, payload=payload, base=base, visit=visit, by=by, logo=logo, target=target)


@writing
def propose_asked_change(
    *,
    target: Entry,
    payload: Payload,
    base: Payload,
    visit: Visit,
    email: str,
    language: str,
    note: Callable[[], object],
    logo: UploadedLogo | None = None,
) -> Submission:
    """Keep a change to an entry by whoever was asked about it at their address, which has shown that it is theirs.

    language: of an account that is made where there is none; note: called in the same turn, so that the link counts
    once.
    """
    by = person_of(email, language)
    kept = _keep(kind=SubmissionKind.CHANGE, payload=payload, base=base, visit=visit, by=by, logo=logo, target=target)
    note()
    return kept


@writing
def report_mistake(
    *, target: Entry, payload: Payload, visit: Visit, email: str = "", by: User | None = None
) -> Submission:
    """Keep a report about an entry. It waits at once: it changes nothing by itself, and few leave an address."""
    return _keep(kind=SubmissionKind.REPORT, payload=payload, visit=visit, email=email, by=by, target=target)


@writing
def claim(*, target: Entry, payload: Payload, email: str, visit: Visit, by: User | None = None) -> Submission:
    """Keep the wish to look after an entry, by whoever can receive mail at an address of its website's domain.

    by: who is signed in; the address is confirmed anew unless it is theirs.
    """
    by = by if by and by.email == email else None
    return _keep(kind=SubmissionKind.CLAIM, payload=payload, visit=visit, email=email, by=by, target=target)


def _keep(
    *,
    kind: str,
    payload: Payload,
    visit: Visit,
    email: str = "",
    by: User | None = None,
    logo: UploadedLogo | None = None,
    target: Entry | None = None,
    base: Payload | None = None,
    is_held: bool = False,
) -> Submission:
    email = by.email if by else email
    token = visit.token or uuid4()
    if kept := Submission.objects.filter(token=token).first():
        if (kept.payload, kept.email) == (payload, email):
            return kept
        # Somebody went back, wrote something else and sent it: that is another one, not a form sent twice.
        token = uuid4()
    is_report = kind == SubmissionKind.REPORT
    limits.spend_on_intake("report" if is_report else "submission", email=email, network=visit.network)
    submission = Submission(
        token=token,
        kind=kind,
        payload=payload,
        base=base or {},
        logo=logo,
        submitter=by if by or is_report else person_of(email, visit.language),
        email=email,
        language=visit.language,
        network=visit.network,
        state=State.HELD if is_held else State.UNCONFIRMED,
        confirmed_at=timezone.now() if by or is_report else None,
    )
    if target:
        submission.target_kind, submission.target_id = target._meta.model_name, target.pk
    submission.signals, _verdict = screened(submission, visit)
    try:
        with transaction.atomic():
            submission.save()
    except IntegrityError:  # The same form arrived twice at the same time.
        return Submission.objects.get(token=token)
    return _sent_on(submission, by=by)


def _sent_on(submission: Submission, *, by: User | None) -> Submission:
    """Let what was just kept take its first step: to the confirmation of its address, or on towards a curator."""
    if not submission.is_confirmed:
        emails.send_confirmation_link(submission)
    elif submission.state == State.HELD:
        emails.send_decision(submission, "held")
    else:
        _admit(submission, by=by)
    return submission


def person_of(email: str, language: str) -> User:
    """Return the account of an address, made without a password where there is none."""
    if found := User.objects.filter(email__iexact=email).first():
        return found
    try:
        with transaction.atomic():
            return User.objects.create_user(email, language=language)
    except IntegrityError:  # Two forms with the same new address arrived at the same time.
        return User.objects.get(email__iexact=email)


@writing
def confirm_submission(submission: Submission, *, by: User) -> Submission:
    """Note that the address is the submitter's. A held one stays held; any other goes through the screen to the queue.

    Raises PermissionDenied where it is not theirs, StateError where it was confirmed before or is gone.
    """
    submission = locked_submission(submission)
    if submission.submitter_id != by.pk:
        raise PermissionDenied
    submission = _locked_unconfirmed(submission)
    submission.confirmed_at = timezone.now()
    if submission.state == State.HELD:
        submission.save()
        emails.send_decision(submission, "held")
        return submission
    return _admit(submission, by=by)


def _admit(submission: Submission, by: User | None = None) -> Submission:
    """Let a confirmed submission into the queue, at its end, or put it with the spam: as its signals say."""
    submission.signals, verdict = screened(submission)
    submission.is_suspicious = verdict == Verdict.SUSPICIOUS
    submission.waiting_since = timezone.now()
    submission = step(submission, State.SPAM if verdict == Verdict.SPAM else State.WAITING, by=by)
    if submission.state == State.WAITING:
        # It is a neighbour of what waits already, and what is known of that is known of it.
        judge_again()
        submission.refresh_from_db(fields=["signals", "is_suspicious", "campaign"])
    return submission


@writing
def send_link_again(submission: Submission, *, network: str = "") -> Submission:
    """Send a new link for a submission that is not confirmed. Raises StateError, LimitReached."""
    submission = _locked_unconfirmed(submission)
    limits.spend_on_intake("mail", email=submission.email, network=network)
    emails.send_confirmation_link(submission)
    return submission


@writing
def correct_address(submission: Submission, *, email: str, network: str = "") -> Submission:
    """Give a new entry that is not confirmed another address, for whoever mistyped the first, and send the link there.

    The link that went to the first one no longer works. Raises StateError, LimitReached.
    """
    submission = _locked_unconfirmed(submission)
    if not submission.has_correctable_address:
        raise StateError("The address of this submission cannot be changed.")
    limits.spend_on_intake("mail", email=email, network=network)
    submission.email, submission.submitter = email, person_of(email, submission.language)
    submission.save()
    emails.send_confirmation_link(submission)
    return submission


def _locked_unconfirmed(submission: Submission) -> Submission:
    submission = locked_submission(submission)
    if not submission.awaits_confirmation:
        raise StateError("This submission has no address to confirm any more.")
    return submission


@writing
def take_up_held(*, by: User | None = None) -> int:
    """Let everything that was held go on its way, and tell the submitters; returns how many there were."""
    held = list(Submission.objects.held().select_for_update(of=("self",)).select_related("submitter"))
    for submission in held:
        if submission.is_confirmed:
            _admit(submission, by=by)
            emails.send_decision(submission, "taken_up")
        else:
            step(submission, State.UNCONFIRMED, by=by)
            emails.send_confirmation_link(submission)
    return len(held)


@writing
def send_again(submission: Submission, *, payload: Payload, by: User, logo: UploadedLogo | None = None) -> Submission:
    """Replace what was typed, and put a returned submission back into the queue.

    Raises PermissionDenied where it is not theirs, StateError where it can no longer be edited.
    """
    submission = locked_submission(submission)
    if submission.submitter_id != by.pk:
        raise PermissionDenied
    if not (submission.is_editable and submission.describes_entry):
        raise StateError("This submission can no longer be edited.")
    submission.payload = payload
    submission.logo = logo
    submission.revision += 1
    submission.signals, verdict = screened(submission)
    # A curator has answered, so the sender is a person: the new text waits in the queue even where it looks like spam.
    submission.is_suspicious = verdict != Verdict.WAITING and (submission.is_suspicious or verdict == Verdict.SPAM)
    if submission.state == State.WAITING:
        submission.save()
        return submission
    return step(submission, State.WAITING, by=by)


@writing
def withdraw_submission(submission: Submission, *, by: User) -> Submission:
    """Take a submission back. Raises PermissionDenied where it is not theirs, StateError where it is too late."""
    submission = locked_submission(submission)
    if submission.submitter_id != by.pk:
        raise PermissionDenied
    submission = step(submission, State.WITHDRAWN, by=by)
    forget_logo(submission)
    return submission


def forget_logo(submission: Submission) -> None:
    """Delete the picture of a submission that has no more use for it."""
    if submission.logo:
        submission.logo.delete()
        submission.logo = None
