"""The events of a month, as a sheet of a calendar."""

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from cluster.models import Event
from cluster.models.clocks import FIRST_YEAR, LAST_YEAR
from entries.cache import DirectoryPage
from entries.dates import month as month_in_words
from entries.dates import weekdays
from taxonomy.languages import locale

# Links lead no further from today than this: crawlers would follow them for ever.
MOST_YEARS_AWAY = 3


@dataclass
class Day:
    date: date
    is_inside: bool
    is_today: bool
    events: list = field(default_factory=list)


class EventMonth(DirectoryPage, TemplateView):
    template_name = "cluster/event_month.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        year, month = kwargs.get("year", today.year), kwargs.get("month", today.month)
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            raise Http404
        first = date(year, month, 1)
        weeks = weeks_of(first, today)
        before, after = first - timedelta(days=1), first + timedelta(days=31)
        return super().get_context_data(**kwargs) | {
            "first": first,
            "month": month_in_words(first),
            "weekdays": weekdays(),
            "weeks": weeks,
            "has_events": any(day.events for week in weeks for day in week if day.is_inside),
            "before": neighbour(before, today),
            "after": neighbour(after, today),
        }


def weeks_of(first, today):
    """Return the weeks of a month as lists of Days with their events, by the clock of each event's place."""
    weeks = [
        [Day(day, day.month == first.month, day == today) for day in week]
        for week in Calendar(locale().first_week_day).monthdatescalendar(first.year, first.month)
    ]
    days = {day.date: day for week in weeks for day in week}
    for event in Event.objects.published().around(min(days), max(days)):
        start, end = event.local_start.date(), event.last_day
        for day in days.values():
            if start <= day.date <= end:
                day.events.append(event)
    return weeks


def neighbour(day, today):
    """Return {"name", "url"} of the month of a day, or None where it is too far away."""
    if abs(day.year - today.year) > MOST_YEARS_AWAY:
        return None
    return {"name": month_in_words(day), "url": reverse("events:month", args=[day.year, day.month])}
