"""How often one address, one network and one mail domain may do something.

Counted in the shared cache, so that the limits hold across workers and hosts. An IP address is never kept: it becomes
a salted hash of its network, and the salt rotates daily.
"""

import hmac
import time
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

HOUR = 3600
DAY = 24 * HOUR


@dataclass
class LimitReached(Exception):
    """Too much came from one place; `retry_after` is in seconds, `what` a key of the limits: "address" and so on."""

    retry_after: int
    what: str


def network_of(request):
    """Return the hash of a visitor's network, another one every day; "" where the address is not known.

    A proxy's word for the address is taken only where the settings say that there is a proxy, and then the last one
    of its list: everything before it may be the visitor's own invention.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    network = ip_network((parsed, 24 if parsed.version == 4 else 56), strict=False)
    salt = f"network:{timezone.localdate().isoformat()}"
    return _digest(f"{salt}:{network}")


def spend(purpose, limits, *, email="", network=""):
    """Count one use of a purpose. Raises LimitReached where one of its limits has been reached.

    limits: "address", "network", "domain" -> pairs of (most, seconds); email, network: who asks, "" where not known.
    """
    email = email.lower()
    counted = {"address": email, "network": network, "domain": email.rpartition("@")[2]}
    now = int(time.time())
    for what, pairs in limits.items():
        if not counted[what]:
            continue
        for most, seconds in pairs:
            window = now // seconds
            key = f"limit:{purpose}:{what}:{seconds}:{window}:{_digest(counted[what])}"
            if _count(key, seconds) > most:
                raise LimitReached((window + 1) * seconds - now, what)


def _count(key, seconds):
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # It ran out between the two steps.
        cache.set(key, 1, seconds)
        return 1


def _digest(text):
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()[:32]
