"""How often one address, one network and one mail domain may do something.

Counted in the database, so that the limits hold across workers and hosts. An IP address is never kept: it becomes a
hash of its network, with a salt that is thrown away when its day is over.
"""

import hmac
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.utils import timezone

from accounts.counting import count
from accounts.models import DailySalt
from accounts.terms import COUNTED_FOR

HOUR = 3600
DAY = int(COUNTED_FOR.total_seconds())


@dataclass
class LimitReached(Exception):
    """Too much came from one place; `retry_after` is in seconds, `what` a key of the limits: "address" and so on."""

    retry_after: int
    what: str


# As proxies write it: with a port behind, in brackets, with the zone of an interface.
WRITTEN = re.compile(r"\[(?P<v6>[^]%]+)(%[^]]*)?\](:\d+)?|(?P<v4>[\d.]+):\d+|(?P<bare>[^%]+)(%.*)?")
UNKNOWN = "unknown"
# Who runs mailboxes under several names, and who drops what of the part before the @.
SAME_DOMAINS = {"googlemail.com": "gmail.com"}
WITHOUT_DOTS = {"gmail.com"}


def network_of(request):
    """Return the hash of a visitor's network, another one every day; "" where the address is not known.

    A proxy's word for the address is taken only where the settings say that there is a proxy, and then the last one
    of its list: everything before it may be the visitor's own invention. All for whom a proxy has no address that can
    be read are one network.
    """
    forwarded = settings.BEHIND_PROXY and request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    parsed = _parsed(forwarded or request.META.get("REMOTE_ADDR", ""))
    if not (parsed or forwarded):
        return ""
    network = ip_network((parsed, 24 if parsed.version == 4 else 56), strict=False) if parsed else UNKNOWN
    return hmac.new(_salt_of_today().encode(), str(network).encode(), "sha256").hexdigest()[:32]


def _parsed(written):
    """Return the address in a text, one of IPv4 that comes as IPv6 as what it is; None where there is none."""
    match = WRITTEN.fullmatch(written)
    try:
        address = ip_address(next(filter(None, match.group("v6", "v4", "bare")), "") if match else "")
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _salt_of_today():
    today = timezone.localdate()
    salt, is_new = DailySalt.objects.get_or_create(day=today)
    if is_new:
        DailySalt.objects.filter(day__lt=today).delete()
    return salt.salt


def mailbox_of(email):
    """Return the one way to write an address that leads to the same mailbox as others, "" for "".

    What stands behind a plus is the owner's own; capitals count nowhere; a domain has one form in ASCII.
    """
    name, _at, domain = email.strip().lower().rpartition("@")
    with suppress(UnicodeError):
        domain = domain.rstrip(".").encode("idna").decode()
    domain = SAME_DOMAINS.get(domain, domain)
    name = name.partition("+")[0] or name
    if domain in WITHOUT_DOTS:
        name = name.replace(".", "")
    return f"{name}@{domain}" if domain else name


def spend(purpose, limits, *, email="", network=""):
    """Count one use of a purpose. Raises LimitReached where one of its limits has been reached.

    limits: "address", "network", "domain" -> pairs of (most, seconds); email, network: who asks, "" where not known.
    """
    email = mailbox_of(email)
    counted = {"address": email, "network": network, "domain": email.rpartition("@")[2]}
    now = int(time.time())
    for what, pairs in limits.items():
        if not counted[what]:
            continue
        for most, seconds in pairs:
            window = now // seconds
            key = f"limit:{purpose}:{what}:{seconds}:{window}:{_digest(counted[what])}"
            if count(key, seconds) > most:
                raise LimitReached((window + 1) * seconds - now, what)


def _digest(text):
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()[:32]
