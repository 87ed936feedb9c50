"""What the address and the website of a sender say, and what curators know of their domains."""

from screening.domains import domain_of_address, domain_of_website, is_same_site
from screening.facts import Signal
from screening.models import BlockedDomain

BLOCKED_MAIL, BLOCKED_WEBSITE = 4, 6


def blocked_mail_domain(email):
    """A curator has put the domain of the address on the list."""
    row = BlockedDomain.objects.covering(domain_of_address(email)).first() if email else None
    return Signal("blocked-mail-domain", BLOCKED_MAIL, f"{row.domain}: {row.kind}") if row else None


def blocked_website(website):
    """A curator has put the domain of the website on the list."""
    domain = domain_of_website(website)
    row = BlockedDomain.objects.covering(domain).first() if domain else None
    return Signal("blocked-website", BLOCKED_WEBSITE, f"{row.domain}: {row.kind}") if row else None


def address_of_website(email, website):
    """The address belongs to the website. Little credit: whoever advertises a website has mail there too."""
    return Signal("mail-of-the-website", -1, domain_of_address(email)) if is_same_site(email, website) else None


def no_address(email):
    """A report that nobody can be asked about."""
    return None if email else Signal("no-address", 1, "")


def of_sender(email, website=""):
    """Return the Signals of an address and a website, "" where there is none."""
    found = (
        blocked_mail_domain(email),
        blocked_website(website),
        address_of_website(email, website),
        no_address(email),
    )
    return [signal for signal in found if signal]
