"""Those who look after an entry: whoever handed it in does so from its approval on."""

from django.db.models import Value

from entries.addressees import KnownAddresses
from submissions.models import Caretaker

ADDRESSEES = [
    KnownAddresses(
        Caretaker.objects.filter(user__is_active=True), "user__email", "user__language", Value("looks after it")
    )
]
