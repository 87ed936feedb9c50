"""How often the forms of strangers may be sent from one address, one network and one mail domain."""

from accounts import limits as counted
from screening.domains import FREE_MAIL, domain_of_address


def spend_unless_free_mail(purpose, limits, *, email="", network=""):
    """Count one use of a purpose. Raises LimitReached where one of its limits has been reached.

    As `accounts.limits.spend`, but for providers of mailboxes for everybody: who floods us from there would shut the
    site for all their honest customers.
    """
    if domain_of_address(email) in FREE_MAIL:
        limits = {what: pairs for what, pairs in limits.items() if what != "domain"}
    counted.spend(purpose, limits, email=email, network=network)
