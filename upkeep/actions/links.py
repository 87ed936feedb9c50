"""Writes to what became of the addresses that the directory leads to."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from entries.actions import note_answering
from entries.models import DirectoryVersion, Entry
from entries.watching import watched_addresses
from operations.turns import writing
from upkeep import judging
from upkeep.judging import LinkLook
from upkeep.models import LinkCheck

# What a look at an address may change of what is known of it.
JUDGED = (
    *("verdict", "outcome", "status", "looked_at", "next_at", "answered_on", "failing_since", "gone_on"),
    *("new_address", "is_same_site", "signs", "settled_at", "settled_by"),
)


@writing
def enlist_addresses() -> None:
    """Begin to watch the addresses that visitors are led to by now, and forget those that nothing leads to any more."""
    # Compared here: of many rows, databases look through all of one table for each of the other.
    known, leading = set(LinkCheck.objects.order_by().values_list("address", flat=True)), set[str]()
    for watched in watched_addresses():
        leading.update(watched.items.order_by().values_list(watched.field, flat=True).distinct())
    new = [LinkCheck(address=address) for address in sorted(leading - known)]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    gone = sorted(known - leading)
    for start in range(0, len(gone), 1000):
        LinkCheck.objects.filter(address__in=gone[start : start + 1000]).delete()


@writing
def note_looks(looks: Iterable[LinkLook], *, by: User | None = None) -> None:
    """Note what came of looks at addresses, and on which day the websites of entries answered.

    One at which nobody looks any more is left out.
    """
    found, at = {look.address: look for look in looks}, timezone.now()
    checks = list(LinkCheck.objects.select_for_update().filter(address__in=found))
    noted = _answers_noted(found)
    for one in checks:
        judging.judge(one, found[one.address], at=at, answered_on=noted.get(one.address))
    LinkCheck.objects.bulk_update(checks, JUDGED)
    answered = [address for address, look in found.items() if look.has_answered]
    for watched in watched_addresses():
        if issubclass(watched.model, Entry):
            note_answering(watched.model, websites=answered, on=timezone.localdate(at))
    # Pages tell what is gone, and the start page of the admin what is to be mended.
    DirectoryVersion.move_on()


def _answers_noted(addresses: Iterable[str]) -> dict[str, date]:
    """Return address -> the last day on which a website answered, as its entry says: a curator may have noted it."""
    latest: dict[str, date] = {}
    for watched in watched_addresses():
        if issubclass(watched.model, Entry):
            rows = watched.with_addresses(addresses).exclude(answered_on=None).order_by().values_list(watched.field)
            for address, day in rows.annotate(latest=Max("answered_on")):
                latest[address] = max(day, latest.get(address, day))
    return latest


@writing
def take_new_address(one: LinkCheck, *, by: User) -> int:
    """Let all that leads to an address that has moved lead to the new one; returns how many did.

    Raises ValueError where the site there is not known to be the same.
    """
    one = LinkCheck.objects.select_for_update().get(pk=one.pk)
    if not one.is_same_site:
        raise ValueError("Nothing says that it is the same site.")
    number = 0
    for watched in watched_addresses():
        for item in watched.model._base_manager.select_for_update().filter(**{watched.field: one.address}):
            setattr(item, watched.field, one.new_address)
            watched.store(item, by=by, reason="It has moved, as the former address says")
            number += 1
    one.delete()
    return number


@writing
def settle_link(one: LinkCheck, *, by: User) -> LinkCheck:
    """Leave an address as it is: nobody is asked to mend it, until something else becomes of it."""
    one.settled_at, one.settled_by = timezone.now(), by
    one.save(update_fields=["settled_at", "settled_by"])
    DirectoryVersion.move_on()
    return one


@writing
def look_again(one: LinkCheck, *, by: User) -> LinkCheck:
    """Let the next run look at an address, whenever it would have been its turn."""
    one.next_at = timezone.now()
    one.save(update_fields=["next_at"])
    return one
