"""The switch."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from entries.models import DirectoryVersion
from operations.turns import writing
from submissions import emails, limits
from submissions.actions.submitting import take_up_held
from submissions.models import Intake, ReopeningRequest


@writing
def set_intake(*, by: User | None = None, state: str | None = None, reason: str = "", **fields: Any) -> Intake:
    """Change the switch, keep the change in the history, and let kept pages follow. Returns the Intake.

    state: "open" or "paused", None to leave it; fields: those of the model that change. Reopening takes up what was
    held, tells those who asked, and takes the notice back.
    """
    intake = Intake.objects.select_for_update().filter(pk=1).first() or Intake(pk=1)
    was_open = intake.is_open
    for name, value in fields.items():
        setattr(intake, name, value)
    intake.state = state or intake.state
    if intake.is_open != was_open:
        intake.since = timezone.now()
    if intake.is_open:
        intake.reopens_on = None
    if intake.is_open and not was_open:
        # The next pause has reasons of its own; the history keeps what was said.
        for code, _label in settings.LANGUAGES:
            setattr(intake, f"message_{code}", "")
    intake._history_user = by
    intake._change_reason = reason[:100]
    intake.save()
    DirectoryVersion.move_on()
    if intake.is_open and not was_open:
        take_up_held(by=by)
        _tell_those_who_asked()
    return intake


@writing
def ask_to_be_told(*, email: str, language: str, network: str = "") -> None:
    """Remember an address until intake reopens; asking twice is asking once. Raises LimitReached.

    Where it reopened while the form was sent, the mail leaves at once.
    """
    limits.spend_on_intake("mail", email=email, network=network)
    ReopeningRequest.objects.get_or_create(email=email.lower(), defaults={"language": language})
    if Intake.current().is_open:
        _tell_those_who_asked()


@writing
def take_up_what_was_left() -> str:
    """Where intake is open, let go on what is held, and tell those who still wait to be told; returns it in words.

    Nothing should be left: a host that was killed, or rows that came by another way than these actions, may leave some.
    """
    if not Intake.current().is_open:
        return "Intake is paused."
    return f"Held and taken up: {take_up_held()}, told that intake is open: {_tell_those_who_asked()}."


def _tell_those_who_asked() -> int:
    """Send each the mail that they asked for, and forget them; returns how many they were."""
    requests = list(ReopeningRequest.objects.select_for_update())
    for request in requests:
        emails.send_reopening(request)
        request.delete()
    return len(requests)
