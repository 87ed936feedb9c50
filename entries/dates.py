"""Days, months and waits as people of each language write them, after CLDR."""

import re
from calendar import monthrange
from datetime import time, timedelta

from babel import Locale
from babel.dates import TIMEDELTA_UNITS, format_date, format_time, format_timedelta
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from entries.wording import comma_list
from taxonomy.languages import locale

# CLDR ends a Ukrainian date with a full stop, which would meet that of its sentence.
SHORT_YEAR, YEAR = "'р'.", "'року'"
FIRST_OF_A_MONTH = {"fr": "d'er'"}
# In Syria, Lebanon and Iraq months have other names than from Egypt to the Gulf: a date says both.
ALSO_NAMED_AS_IN = {"ar": "ar_SY"}
# What terms of years are counted in; a calendar's own are counted by months_before().
A_YEAR = timedelta(days=365)
MONTH = re.compile("M{4}|L{4}")


def day(date):
    """Return a date, or that of a datetime as it stands: "3 December 2026"."""
    return _written(date, locale().date_formats["long"].pattern)


def weekday_and_day(date):
    """Return a date, or that of a datetime as it stands: "Thursday, 3 December 2026"."""
    return _written(date, locale().date_formats["full"].pattern)


def months_before(date, months):
    """Return the day so many months before another: what lies before that is longer ago.

    Where that month is too short it is the first of the next: from 28 February to 29 February is more than a year.
    """
    year, its_month = divmod(date.year * 12 + date.month - 1 - months, 12)
    last = monthrange(year, its_month + 1)[1]
    begin = date.replace(year=year, month=its_month + 1, day=min(date.day, last))
    return begin if date.day <= last else begin + timedelta(days=1)


def today():
    return day(localdate())


def local_day(moment):
    """Return the day of a moment by the clock of the site."""
    return day(localtime(moment))


def local_moment(moment):
    """Return day and time of a moment by the clock of the site: "3 December 2026, 18:00"."""
    here = localtime(moment)
    return comma_list([day(here), clock_time(here)])


def instant(moment):
    """Return a moment as machines read it, to the second: "2026-12-03T18:00:00+00:00"; a whole day as that day."""
    return moment.isoformat(timespec="seconds") if hasattr(moment, "hour") else moment.isoformat()


def clock_time(moment):
    return format_time(moment, "short", locale=locale())


def end_of_day():
    """Return midnight as the end of a day: "24:00", or as the language writes it."""
    pattern = locale().time_formats["short"].pattern
    return format_time(time.min, pattern.replace("HH", "kk").replace("H", "k"), locale=locale())


def month(date):
    """Return the month that a date is in, as it stands alone: "December 2026"."""
    return _written(date, "LLLL y")


def month_after_a_word(date):
    """Return the month that a date is in, as it is declined after a word such as "since": "листопада 2026"."""
    return _written(date, "MMMM y")


def short_month(date):
    return format_date(date, "LLL", locale=locale())


def weekdays():
    """Return (short, full) names of the days of a week, from the day on which it begins here."""
    names = locale().days["stand-alone"]
    order = [(locale().first_week_day + step) % 7 for step in range(7)]
    return [(names["abbreviated"][number], names["wide"][number]) for number in order]


def in_words(duration):
    """Return a timedelta in words, by its largest unit: "3 days"; nobody counts the minutes of a wait."""
    if duration < timedelta(hours=1):
        return _("less than an hour")
    seconds = duration.total_seconds()
    unit = next(length for _name, length in TIMEDELTA_UNITS if seconds >= length)
    return format_timedelta(timedelta(seconds=seconds // unit * unit), threshold=1, locale=locale())


def _written(date, pattern):
    pattern = pattern.replace(SHORT_YEAR, YEAR)
    if date.day == 1:
        pattern = pattern.replace("d", FIRST_OF_A_MONTH.get(locale().language, "d"), 1)
    if also := ALSO_NAMED_AS_IN.get(locale().language):
        names = (one.months["format"]["wide"][date.month] for one in (Locale.parse(also), locale()))
        pattern = MONTH.sub(f"'{'/'.join(names)}'", pattern)
    return format_date(date, pattern, locale=locale())
