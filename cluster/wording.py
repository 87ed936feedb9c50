"""Dates, times and amounts as people of each language write them."""

from functools import cache

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_currency
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entries.templatetags.look import LOCALES


def locale():
    return _locale_of(get_language() or settings.LANGUAGE_CODE)


@cache
def _locale_of(language):
    return Locale.parse(LOCALES.get(language, language), sep="-")


def time_of_event(event):
    """Return when an event is, by the clock of its place: "Thursday, 3 December 2026, 18:00–20:00 (Berlin time)"."""
    start, end = event.local_start, event.local_end
    first, last = _day(start), _day(end)
    begins, ends = (format_time(moment, "short", locale=locale()) for moment in (start, end))
    if start.date() == end.date():
        values = {"day": first, "begins": begins, "ends": ends}
        # Translators: a day and two times, such as: Thursday, 3 December 2026, 18:00–20:00
        text = _("%(day)s, %(begins)s–%(ends)s") % values
    else:
        values = {"first": first, "begins": begins, "last": last, "ends": ends}
        # Translators: two days with a time each
        text = _("%(first)s, %(begins)s – %(last)s, %(ends)s") % values
    return f"{text} ({clock_of(event)})"


def clock_of(event):
    """Return by which clock the times of an event are told."""
    city = get_timezone_location(event.zone, locale=locale(), return_city=True)
    # Translators: by which clock a time is told; the place is a city, such as Berlin
    return _("%(city)s time") % {"city": city}


def day(date):
    return format_date(date, "long", locale=locale())


def month(date):
    return format_date(date, "LLLL y", locale=locale())


def _day(moment):
    return format_date(moment, "full", locale=locale())


def weekdays():
    """Return (short, full) names of the days of a week, from the day on which it begins here."""
    names = locale().days["stand-alone"]
    order = [(locale().first_week_day + step) % 7 for step in range(7)]
    return [(names["abbreviated"][number], names["wide"][number]) for number in order]


def amount_of_funding(funding):
    """Return what can be applied for: "€5,000–€50,000", "up to €50,000", "from €5,000", or "" where it is not known."""
    least, most = (_money(amount, funding.currency) for amount in (funding.amount_from, funding.amount_to))
    if least and most:
        return least if least == most else f"{least}–{most}"
    if most:
        return _("up to %(amount)s") % {"amount": most}
    return _("from %(amount)s") % {"amount": least} if least else ""


def _money(amount, currency):
    """Return a whole amount; a grant is never told in cents."""
    if amount is None:
        return ""
    pattern = locale().currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(amount, currency, format=pattern, locale=locale(), currency_digits=False)
