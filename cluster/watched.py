"""The addresses of others that events, publications and funding opportunities lead to: see `entries.watching`."""

from cluster.actions import save_item
from cluster.models import Event, FundingOpportunity, Publication
from entries.watching import WatchedAddress


def upcoming(events):
    """Nobody has to find the way to what is over."""
    return events.published().upcoming().filter(is_cancelled=False)


def open_calls(calls):
    return calls.published().open()


WATCHED = [
    WatchedAddress(Event, "registration_url", save_item, shown=upcoming, missed=upcoming),
    WatchedAddress(Event, "online_url", save_item, shown=upcoming, missed=upcoming),
    WatchedAddress(Publication, "url", save_item),
    WatchedAddress(FundingOpportunity, "url", save_item, missed=open_calls),
]
