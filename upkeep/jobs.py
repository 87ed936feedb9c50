from datetime import time

from django.conf import settings
from django.core.management import CommandError

from entries.kinds import kinds
from operations.scheduling import DAY, HOUR, Job, JobError, command
from upkeep.actions import note_pairs
from upkeep.models import LikelyPair
from upkeep.pairing import likely_pairs


def ask_entries():
    """Ask those who run entries; by the command, so that who only asks which jobs there are loads nothing of it."""
    try:
        return command("ask_entries")()
    except CommandError as error:
        raise JobError(str(error)) from error


def watch_links():
    """Look at the addresses that are due, where an operator has turned that on.

    By the command, so that who only asks which jobs there are loads nothing of what asks websites.
    """
    if not settings.WATCH_LINKS:
        return "WATCH_LINKS is off."
    try:
        return command("watch_links")()
    except CommandError as error:
        raise JobError(str(error)) from error


def find_duplicates():
    """Look for entries that are likely to be one; what takes long is read before anybody waits for it."""
    apart = {kind.key: LikelyPair.objects.told_apart(kind.key) for kind in kinds()}
    found = {kind.key: likely_pairs(kind.model, apart[kind.key]) for kind in kinds()}
    new = sum(note_pairs(kind, pairs) for kind, pairs in found.items())
    number, told = sum(map(len, found.values())), sum(map(len, apart.values()))
    return f"Pairs of entries that are alike: {number}, new ones: {new}; told apart: {told}."


JOBS = [
    Job("watch_links", HOUR, watch_links),
    Job("ask_entries", DAY, ask_entries, at=time(9, 0)),
    Job("find_duplicates", DAY, find_duplicates, at=time(4, 30)),
]
