"""Those who look after an entry: whoever handed it in does so from its approval on."""

from entries.addressees import Addressee, rows_about
from submissions.models import Caretaker


def caretakers(entries):
    rows = Caretaker.objects.filter(user__is_active=True, **rows_about(entries)).order_by("pk")
    for key, email, language in rows.values_list("target_id", "user__email", "user__language").iterator():
        yield Addressee(key, email, language, "looks after it")


ADDRESSEES = [caretakers]
