"""Events as calendars (RFC 5545): each by itself, and any list of them to subscribe to.

An event keeps its UID for good; SEQUENCE and LAST-MODIFIED tell a calendar that it has changed.
"""

from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone
from icalendar import Event as CalendarEvent

from cluster.texts import language_of
from entries.exports import absolute

CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often a calendar that follows the events may ask for news.
ASKS_AGAIN_AFTER = timedelta(hours=12)


def make_calendar(events, *, name, language):
    """Return an icalendar Calendar of events, with the time zones that they use."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASKS_AGAIN_AFTER, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    events = list(events)
    for event in events:
        calendar.add_component(calendar_event(event))
    if events:
        first, last = min(event.starts_at for event in events), max(event.ends_at for event in events)
        calendar.add_missing_timezones(date(first.year - 1, 1, 1), date(last.year + 2, 1, 1))
    else:
        # A calendar has at least one component (RFC 5545, 3.6).
        calendar.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    return calendar


def calendar_event(event):
    component = CalendarEvent()
    address = absolute(event.get_absolute_url())
    where = ", ".join(filter(None, [event.place, *(city.name for city in event.cities.all())]))
    component.add("uid", str(event.uid))
    component.add("sequence", event.revision)
    component.add("dtstamp", event.updated_at)
    component.add("created", event.created_at)
    component.add("last-modified", event.updated_at)
    component.add("dtstart", event.starts_at.astimezone(event.zone))
    component.add("dtend", event.ends_at.astimezone(event.zone))
    component.add("summary", event.title, parameters={"language": language_of(event, "title")})
    component.add("description", "\n\n".join(filter(None, [event.summary, event.online_url, address])))
    if where or event.online_url:
        component.add("location", where or event.online_url)
    component.add("url", address)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if themes := [theme.name for theme in event.themes.all()]:
        component.add("categories", themes)
    return component


def calendar_export(exported):
    """Write an ExportedList of events as a calendar."""
    events = exported.queryset.prefetch_related("themes", "cities")
    name = _("%(site)s: events") % {"site": settings.SITE_NAME}
    yield make_calendar(events, name=name, language=exported.language).to_ical()
