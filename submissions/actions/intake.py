"""The switch."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entries.models import DirectoryVersion
from submissions import emails, limits
from submissions.actions.submitting import take_up_held
from submissions.models import Intake, ReopeningRequest


@transaction.atomic
def set_intake(*, by=None, state=None, reason="", **fields):
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


@transaction.atomic
def ask_to_be_told(*, email, language, network=""):
    """Remember an address until intake reopens; asking twice is asking once. Raises LimitReached."""
    limits.spend("mail", email=email, network=network)
    ReopeningRequest.objects.get_or_create(email=email.lower(), defaults={"language": language})


def _tell_those_who_asked():
    for request in ReopeningRequest.objects.select_for_update():
        emails.send_reopening(request)
        request.delete()
