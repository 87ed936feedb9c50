"""Which addresses are anybody's to ask, and not of this machine or the network that it stands in."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Addresses of IPv4 as those behind a translator write them (RFC 6052).
TRANSLATED = IPv6Network("64:ff9b::/96")


def is_public(text):
    """Return whether an IP address, as a text, is one that everybody reaches alike, also where it wraps another one."""
    address = ip_address(text)
    if isinstance(address, IPv6Address):
        if inner := _wrapped(address):
            return is_public(str(inner))
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _wrapped(address):
    """Return the address of IPv4 that one of IPv6 leads to, or None."""
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    # Of Teredo (RFC 4380) the one of whoever is asked, the second of the two.
    return address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
