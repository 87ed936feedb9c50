"""The list of domains that ships: throw-away mailboxes and link farms that are widely known."""

import csv

from screening.models import BlockedDomain

NOTE = "Shipped with the directory."


def load_blocked_domains(path):
    """Add the domains of a CSV file (domain, kind) unless that was done before; return how many there are to add.

    From then on the list is the curators': what they wrote stays, and what they delete does not come back.
    """
    if BlockedDomain.objects.filter(note=NOTE).exists():
        return 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = [BlockedDomain(note=NOTE, **row) for row in csv.DictReader(file)]
    BlockedDomain.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
