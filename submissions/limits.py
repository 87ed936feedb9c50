"""How often one address, one network and one mail domain may hand in or ask for mail."""

from accounts.limits import DAY, HOUR, LimitReached, network_of
from screening import limits

__all__ = ["LIMITS", "LimitReached", "network_of", "spend_on_intake"]

# Purpose -> what is counted -> (most, seconds).
LIMITS = {
    "submission": {"address": ((10, HOUR), (30, DAY)), "network": ((20, HOUR), (60, DAY)), "domain": ((300, DAY),)},
    "report": {"address": ((10, HOUR),), "network": ((10, HOUR), (30, DAY))},
    "mail": {"address": ((5, HOUR), (15, DAY)), "network": ((20, HOUR), (60, DAY)), "domain": ((300, DAY),)},
    "logo": {"network": ((40, HOUR),)},
}


def spend_on_intake(purpose, *, email="", network=""):
    """Count one use. Raises LimitReached where one of its limits has been reached.

    purpose: a key of LIMITS; email, network: who asks, "" where not known.
    """
    limits.spend_unless_free_mail(purpose, LIMITS[purpose], email=email, network=network)
