"""Writes to the addresses of those who know about entries."""

from django.utils import timezone

from accounts.models import User
from entries.models import DirectoryVersion
from operations.turns import writing
from upkeep.models import ContactAddress, Correspondent


@writing
def save_contact(contact: ContactAddress, *, by: User | None, may_write: bool | None = None) -> ContactAddress:
    """Save the address of somebody who knows about an entry; returns it.

    may_write: whether they may be written to, which holds for the address, whatever else it is known from; None leaves
    that as it is.
    """
    contact.email = contact.email.lower()
    if contact.pk is None:
        contact.by = by
    contact.save()
    if may_write is not None:
        set_stopped(contact.email, stopped=not may_write)
    _show_whom_pages_ask()
    return contact


@writing
def delete_contact(contact: ContactAddress) -> None:
    """Delete the address of somebody who knows about an entry; whether it may be written to stays known."""
    contact.delete()
    _show_whom_pages_ask()


@writing
def set_stopped(email: str, *, stopped: bool) -> None:
    """Note that an address is not to be written to any more, or that it may be again, also where mails came back."""
    known, now = Correspondent.objects.filter(email=email), timezone.now()
    if not stopped:
        left_alone = known.exclude(stopped_at=None, bounced_at=None)
        left_alone.update(stopped_at=None, bounced_at=None, allowed_at=now)
    elif not known.exists():
        Correspondent.objects.create(email=email, stopped_at=now)
    else:
        known.filter(stopped_at__isnull=True).update(stopped_at=now)
    _show_whom_pages_ask()


def _show_whom_pages_ask() -> None:
    """Where somebody can be asked, the page of an entry does not ask visitors."""
    DirectoryVersion.move_on()
