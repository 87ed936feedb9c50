"""When events are, and amounts, as people of each language write them."""

from datetime import time

from babel.core import get_global
from babel.dates import get_timezone_location
from babel.numbers import format_currency
from django.conf import settings
from django.utils.translation import gettext as _

from entries.dates import clock_time, day, end_of_day, weekday_and_day
from entries.wording import comma_list
from taxonomy.languages import locale

# Where Latin letters are read, the name by which the time zone database calls a city does: Kyiv.
NOT_IN_LATIN_LETTERS = {"ar", "uk"}


def time_of_event(event):
    """Return when an event is, by the clock of its place: "Thursday, 3 December 2026, 18:00–20:00 (Berlin time)"."""
    start, end = event.local_start, event.local_end
    first, last = weekday_and_day(start), weekday_and_day(event.last_day)
    if event.is_all_day:
        # Translators: the first and the last day of an event
        return first if first == last else _("%(first)s – %(last)s") % {"first": first, "last": last}
    begins = clock_time(start)
    if end is None:
        return f"{comma_list([first, begins])} ({clock_of(event.time_zone)})"
    ends = end_of_day() if end.time() == time.min else clock_time(end)
    if first == last:
        values = {"day": first, "begins": begins, "ends": ends}
        # Translators: a day and two times, such as: Thursday, 3 December 2026, 18:00–20:00
        text = _("%(day)s, %(begins)s–%(ends)s") % values
    else:
        values = {"first": first, "begins": begins, "last": last, "ends": ends}
        # Translators: two days with a time each
        text = _("%(first)s, %(begins)s – %(last)s, %(ends)s") % values
    return f"{text} ({clock_of(event.time_zone)})"


def until_when(funding):
    """Return until when can be applied: "until 31 January 2027, 17:00 (Brussels time)", or "at any time"."""
    if funding.deadline is None:
        return _("at any time")
    return _("until %(day)s") % {"day": deadline_of(funding)}


def deadline_of(funding):
    return _last_moment(funding.deadline, funding.deadline_time, funding.time_zone)


def registration_deadline(event):
    return _last_moment(event.registration_until, event.registration_time, event.time_zone)


def _last_moment(date, at, zone):
    """Return a day, with a time of it if there is one, and by which clock where that is another than the site's."""
    said = comma_list([day(date), clock_time(at)]) if at else day(date)
    return said if not at and zone == settings.TIME_ZONE else f"{said} ({clock_of(zone)})"


def clock_of(zone):
    """Return by which clock times are told, by the name of its time zone."""
    # Translators: by which clock a time is told; the place is a city, such as Berlin
    return _("%(city)s time") % {"city": _city_of(zone)}


def _city_of(zone):
    """Return the city that a time zone is named after. CLDR knows some by an older name of the zone only."""
    if locale().language in NOT_IN_LATIN_LETTERS:
        older = (old for old, new in get_global("zone_aliases").items() if new == zone)
        cities = (locale().time_zones.get(name, {}).get("city") for name in (zone, *older))
        if city := next(filter(None, cities), None):
            return city
    return get_timezone_location(zone, locale=locale(), return_city=True)


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
