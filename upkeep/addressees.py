"""Those whom a curator found out."""

from entries.addressees import KnownAddresses
from upkeep.models import ContactAddress

ADDRESSEES = [KnownAddresses(ContactAddress.objects.all(), "email", "language", "origin")]
