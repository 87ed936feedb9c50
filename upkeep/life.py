"""What shows that an entry runs, from the newest sign to the oldest, as its page tells it."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entries.addressees import addressees_of, has_addressee
from entries.freshness import CHECKED, CONFIRMED, FRESH, LAUNCHED, counted_day, date_in_words, freshness_of
from search.prepared import Prepared
from upkeep.models import Correspondent, Evidence, Question, SignOfLife

TEXTS = {
    Evidence.PAGE: _("A public page shows it running."),
    Evidence.REPORT: _("A visitor told us that it runs."),
    Evidence.WEBSITE: _("Its website answered."),
    Evidence.ORGANISATION: _("The organisation said that it runs."),
    Evidence.CURATOR: _("A curator found it running."),
}
HEARD = {
    CONFIRMED: _("The organisation confirmed what this page says."),
    CHECKED: _("A curator checked what this page says."),
    LAUNCHED: _("It was launched."),
}
# A sign that says so as well, on the same day, tells the same once more.
SAID_BY = {Evidence.ORGANISATION: CONFIRMED, Evidence.CURATOR: CHECKED}
SIGNS = Prepared(lambda kind, key: SignOfLife.objects.filter(target_kind=kind, target_id=key), str, int)


@dataclass(frozen=True)
class Sign:
    """One line: the day it counts as, the date as it is written, what is said, and the pages that show it."""

    day: date
    written: str
    text: str
    sources: list = field(default_factory=list)

    @property
    def when(self):
        return date_in_words(self.written)


def life_of(entry):
    """Return what the panel needs: the entry, its signs from the newest on, whether the newest is a fresh one, and what
    is said of asking.
    """
    heard = {(one.day, one.how): one.written for one in [*entry.heard(), *entry.beginnings()] if one.how in HEARD}
    signs = []
    for sign in SIGNS.objects(entry._meta.model_name, entry.pk):
        day, how = counted_day(sign.when), SAID_BY.get(sign.what)
        is_told = heard.pop((day, how), None) is not None
        signs.append(Sign(day, sign.when, HEARD[how] if is_told else TEXTS[sign.what], sign.sources))
    signs += [Sign(day, written, HEARD[how]) for (day, how), written in heard.items()]
    if entry.answered_on:
        signs.append(Sign(entry.answered_on, entry.answered_on.isoformat(), TEXTS[Evidence.WEBSITE]))
    signs.sort(key=lambda sign: sign.day, reverse=True)
    is_fresh = freshness_of(entry) in FRESH
    return {"entry": entry, "signs": signs, "is_fresh": is_fresh, "asked": asking(entry, is_fresh)}


def asking(entry, is_fresh):
    """Return what is said of asking: "at", since when those who run an entry have not answered, or "address", where
    visitors do.

    Nobody is asked about what is fresh or has ended, and visitors only where nobody is there to ask.
    """
    if is_fresh or entry.has_ended or not entry.is_published:
        return {}
    if has_addressee(entry) and may_be_asked(entry):
        return {"at": Question.objects.of_entry(entry).open().aggregate(latest=Max("asked_at"))["latest"]}
    return {"address": reverse("upkeep:word", kwargs={"kind": entry._meta.model_name, "slug": entry.slug})}


def may_be_asked(entry):
    """Return whether any of those whose address is known for an entry may be written to."""
    emails = {one.email.lower() for one in addressees_of(type(entry).objects.filter(pk=entry.pk))}
    return len(emails) > Correspondent.objects.left_alone().filter(email__in=emails).count()
