"""Writes to the addresses of those who know about entries."""

from django.utils import timezone

from accounts.models import User
from entries.models import DirectoryVersion
from operations.turns import writing
from upkeep.models import ContactAddress, Correspondent


@writing
def save_contact(contact: ContactAddress, *, by: User | None, may_write: bool = True) -> ContactAddress:
    """Save the address of somebody who knows about an entry, and whether they may be written to; returns it.

    The latter holds for the address, whatever else it is known from.
    """
    contact.email = contact.email.lower()
    if contact.pk is None:
        contact.by = by
    contact.save()
    set_stopped(contact.email, stopped=not may_write)
    # Where somebody can be asked, the page does not ask visitors.
    DirectoryVersion.move_on()
    return contact


@writing
def set_stopped(email: str, *, stopped: bool) -> None:
    """Note that an address is not to be written to any more, or that it may be again, also where mails came back."""
    known = Correspondent.objects.filter(email=email)
    if not stopped:
        known.update(stopped_at=None, bounced_at=None)
    elif not known.update(stopped_at=timezone.now()):
        Correspondent.objects.create(email=email, stopped_at=timezone.now())
