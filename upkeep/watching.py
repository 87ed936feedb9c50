"""Watches the addresses that the directory leads to: which are due, what came of looking, and what is to be noted.

docs/decisions/watching-links.md says why it takes so long to call an address gone.
"""

import asyncio
import time
from collections import Counter, defaultdict
from dataclasses import replace

from django.utils.timezone import localdate

from entries.watching import watched_addresses
from operations.running import stopping
from operations.scheduling import JobError
from upkeep.actions import enlist_addresses, note_looks
from upkeep.looking import Looker
from upkeep.models import LinkCheck, LinkOutcome, LinkVerdict
from upkeep.terms import LONGEST_RUN

# Addresses that are looked at before anything is noted: what a kill loses at most.
BATCH = 60
# Where nobody at all was reached of so many, it is this side that has no way out.
ENOUGH_TO_TELL = 10
# Names that were known lately, by which it shows whether names are told at all.
MOST_KNOWN = 5


def watch(make_looker=Looker):
    """Look at all addresses that are due, as far as there is time; returns a sentence on what came of it.

    make_looker: makes a Looker. Raises JobError where this side has no way out; nothing is noted of what was looked at
    then.
    """
    enlist_addresses()
    started, found, due = time.monotonic(), Counter(), list(LinkCheck.objects.due().values_list("address", flat=True))
    with asyncio.Runner() as runner:
        looker = make_looker()
        runner.run(looker.__aenter__())
        try:
            for start in range(0, len(due), BATCH):
                until = started + LONGEST_RUN.total_seconds()
                if stopping.is_set() or time.monotonic() >= until:
                    break
                names = names_at(due[start : start + BATCH])
                looks = runner.run(looker.look_at_all(names, until))
                looks = _as_far_as_they_tell(looks, lambda: runner.run(looker.knows_names(_known_lately())))
                note_looks(looks)
                found.update(look.outcome for look in looks)
        finally:
            runner.run(looker.__aexit__())
    return _in_words(found, len(due))


def names_at(addresses):
    """Return address -> the names of all that leads there."""
    names = defaultdict(set, {address: set() for address in addresses})
    for watched in watched_addresses():
        for item in watched.with_addresses(addresses):
            names[getattr(item, watched.field)].add(item.name)
    return dict(names)


def _as_far_as_they_tell(looks, are_names_known):
    """Return looks without accusations that may be the fault of this side. Raises JobError where all of it is."""
    if any(look.has_reached for look in looks):
        return looks
    if len(looks) >= ENOUGH_TO_TELL:
        raise JobError(f"Of {len(looks)} addresses nobody was reached: this machine seems to have no way out.")
    if not any(look.outcome == LinkOutcome.NO_NAME for look in looks) or are_names_known():
        return looks
    instead = {LinkOutcome.NO_NAME: LinkOutcome.UNREACHABLE}
    return [replace(look, outcome=instead.get(look.outcome, look.outcome)) for look in looks]


def _known_lately():
    answering = LinkCheck.objects.filter(verdict=LinkVerdict.ANSWERED).order_by("-looked_at")
    return list(answering.values_list("address", flat=True)[:MOST_KNOWN])


def _in_words(found, due):
    number = found.total()
    told = ", ".join(f"{LinkOutcome(outcome).label}: {count}" for outcome, count in found.most_common())
    return f"Looked at {number} of {due} addresses that were due on {localdate()}. {told}".strip()
