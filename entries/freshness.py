"""How fresh the knowledge of an entry is: worked out from dated signs of life whenever it is asked, never stored.

A date may be known to the day, the month or the year only, and is written as it is known: "2026-05-12", "2026-05",
"2026". It counts as the last day that it can mean, so that nobody is called silent who may have been heard of in time.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.timezone import localdate
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entries.dates import day as full_date
from entries.dates import month, month_after_a_word, months_before
from search.index import NOTHING, any_of

WRITTEN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)
YEAR_ONLY, MONTH_ONLY = len("2026"), len("2026-05")


class Freshness(models.TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("how fresh", "Confirmed or checked recently")
    SEEN = "seen", pgettext_lazy("how fresh", "Seen recently")
    QUIET = "quiet", pgettext_lazy("how fresh", "Quiet")
    SILENT = "silent", pgettext_lazy("how fresh", "Silent: may have ended")
    ENDED = "ended", pgettext_lazy("how fresh", "Ended")


# What was heard of lately.
FRESH = (Freshness.CONFIRMED, Freshness.SEEN)


@dataclass(frozen=True, eq=False)
class Knowing:
    """How something is known of an entry: what is said of it with the month, and with the year alone.

    Each is itself alone, in whatever language its words are read.
    """

    with_month: str = ""
    with_year: str = ""
    month_in_words: Callable[[date], str] = month


CONFIRMED = Knowing(_("Confirmed in %(month)s"))
CHECKED = Knowing(_("Checked in %(month)s"))
SEEN = Knowing(_("Seen in %(month)s"), _("Seen in %(year)s"))
LAUNCHED = Knowing(with_year=_("Launched in %(year)s"))
QUIET = Knowing(_("Last heard of in %(month)s"), _("Last heard of in %(year)s"))
SILENT = Knowing(
    _("Not heard of since %(month)s; may have ended"),
    _("Not heard of since %(year)s; may have ended"),
    month_after_a_word,
)


class Heard(NamedTuple):
    """One dated sign: the day it counts as, the date as it is written, and how it is known, a Knowing."""

    day: date
    written: str
    how: Knowing

    @classmethod
    def on(cls, day, how):
        return cls(day, day.isoformat(), how)


class Limits(NamedTuple):
    """The first days of what is confirmed and of what is seen; what is older than the last is silent."""

    confirmed: date
    seen: date
    silent: date


def first_day(written):
    """Return the first day that a date can mean, as written. Raises ValueError on what is no such date."""
    year, its_month, day = _parts(written)
    return date(year, its_month or 1, day or 1)


def last_day(written):
    """Return the last day that a date can mean: "2026-05" is the 31st of May. Raises ValueError likewise."""
    year, its_month, day = _parts(written)
    its_month = its_month or 12
    # Of the year 0 the date itself complains.
    return date(year, its_month, day or monthrange(year or 1, its_month)[1])


def _parts(written):
    found = WRITTEN.fullmatch(written)
    if not found:
        raise ValueError(f"“{written}” is no date")
    return [part and int(part) for part in found.groups()]


def counted_day(written):
    """Return the day that a date counts as: the last that it can mean, today at the latest; None for ""."""
    return min(last_day(written), localdate()) if written else None


def limits(today=None):
    return _limits(today or localdate(), settings.CONFIRMED_MONTHS, settings.SEEN_MONTHS, settings.SILENT_MONTHS)


@lru_cache(maxsize=8)
def _limits(today, *months):
    return Limits(*(months_before(today, number) for number in months))


def last_heard(entry):
    """Return the latest Heard of an entry, or None where nothing is known. Of one day, what says most comes first."""
    return max(entry.heard(), key=lambda one: one.day, default=None)


def freshness_of(entry):
    """Return the Freshness of an entry today. One of which nothing is known is quiet: silence would accuse it."""
    return _freshness_as_heard(entry, last_heard(entry))


def _freshness_as_heard(entry, heard):
    if entry.has_ended:
        return Freshness.ENDED
    return Freshness.QUIET if heard is None else _freshness(heard.day, _last_confirmed(entry), limits())


def _last_confirmed(entry):
    return max(filter(None, [entry.confirmed_on, entry.checked_on]), default=None)


def _freshness(day, confirmed, limit):
    if confirmed and confirmed >= limit.confirmed:
        return Freshness.CONFIRMED
    if day >= limit.seen:
        return Freshness.SEEN
    return Freshness.QUIET if day >= limit.silent else Freshness.SILENT


def freshness_in_words(entry):
    """Return how fresh the knowledge of an entry is: "Seen in May 2026"; "" where nothing is known, or it has ended."""
    return freshness_and_words(entry)[1]


def freshness_and_words(entry):
    """Return what freshness_of() and freshness_in_words() do, as a pair."""
    heard = last_heard(entry)
    freshness = _freshness_as_heard(entry, heard)
    if heard is None or freshness == Freshness.ENDED:
        return freshness, ""
    if freshness == Freshness.CONFIRMED:
        # A later sign that it runs says less than that somebody vouched for what is said here.
        heard = max((one for one in entry.heard() if one.how in (CONFIRMED, CHECKED)), key=lambda one: one.day)
    how = {Freshness.QUIET: QUIET, Freshness.SILENT: SILENT}.get(freshness, heard.how)
    return freshness, said(how, heard.written)


def silence_in_words(entry):
    """Return since when nobody has heard of an entry that is silent: what stands beside a bare name; "" of others."""
    freshness, words = freshness_and_words(entry)
    return words if freshness == Freshness.SILENT else ""


def date_in_words(written):
    """Return a date as well as it is known: "12 May 2026", "May 2026", "2026"."""
    if len(written) == YEAR_ONLY:
        return written
    return month(last_day(written)) if len(written) == MONTH_ONLY else full_date(last_day(written))


def said(how, written):
    """Return what a Knowing says of a date as it is written."""
    return _said(how, written[:MONTH_ONLY], get_language())


@lru_cache(maxsize=2000)
def _said(how, written, language):
    if len(written) == YEAR_ONLY:
        return str(how.with_year) % {"year": written}
    return str(how.with_month) % {"month": how.month_in_words(last_day(written))}


# The same for rows of a database, by the column `heard_on` of entries.models.Entry.

# What stands there of what has ended: before all that anything can be heard of.
LONG_GONE = date.min


# Of what has not ended, and of what nothing is known.
NOT_ENDED = Q(heard_on__isnull=True) | Q(heard_on__gt=LONG_GONE)


def not_ended(entries):
    """Return those of a queryset that have not ended, with those of which nothing is known."""
    return entries.filter(NOT_ENDED)


def not_silent(entries):
    """Return those of a queryset that lists show unless asked for more: they have not ended, nor are they silent."""
    return entries.filter(Q(heard_on__isnull=True) | Q(heard_on__gte=limits().silent))


def awaiting_confirmation(entries):
    """Return the published ones of a queryset that have not ended and that nobody has confirmed or checked lately."""
    too_old = Q(verified_on__isnull=True) | Q(verified_on__lt=limits().confirmed)
    return not_ended(entries.published().filter(too_old))


def freshness_of_rows(limit=None):
    """Return an expression for the Freshness of a row; limit: the Limits, those of today unless named."""
    limit = limit or limits()
    return Case(
        When(heard_on__isnull=True, then=Value(Freshness.QUIET.value)),
        When(heard_on=LONG_GONE, then=Value(Freshness.ENDED.value)),
        When(verified_on__gte=limit.confirmed, then=Value(Freshness.CONFIRMED.value)),
        When(heard_on__gte=limit.seen, then=Value(Freshness.SEEN.value)),
        When(heard_on__gte=limit.silent, then=Value(Freshness.QUIET.value)),
        default=Value(Freshness.SILENT.value),
        output_field=models.CharField(),
    )


# The same in the index of terms, by the facets `heard_day` and `last_verified` of entries.models.Entry.


def sets_by_freshness(index, kind):
    """Return the published entries of a kind by Freshness, as value -> BitMap, in one state of the index."""
    heard, verified, limit = index.facet(kind, "heard_day"), index.facet(kind, "last_verified"), limits()
    ended = heard.get(str(LONG_GONE), NOTHING)
    confirmed = any_of(found for day, found in verified.items() if day >= str(limit.confirmed)) - ended
    seen = any_of(found for day, found in heard.items() if day >= str(limit.seen)) - confirmed
    silent = any_of(found for day, found in heard.items() if day < str(limit.silent)) - ended - confirmed
    quiet = index.everything(kind) - ended - confirmed - seen - silent
    sets = {Freshness.CONFIRMED: confirmed, Freshness.SEEN: seen, Freshness.QUIET: quiet}
    return {one.value: found for one, found in (sets | {Freshness.SILENT: silent, Freshness.ENDED: ended}).items()}
