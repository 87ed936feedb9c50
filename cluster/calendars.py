"""Events as calendars (RFC 5545): each by itself, and any list of them to subscribe to.

An event keeps its UID for good; SEQUENCE and LAST-MODIFIED tell a calendar that it has changed. Moments are told in
UTC, which all readers take alike: of rules for when clocks change each makes something else. Whole days are days.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.when_used import when_used
from cluster.models.clocks import DAY
from listing.exports import absolute
from taxonomy.texts import language_of

icalendar = when_used("icalendar")
CONTENT_TYPE = "text/calendar; charset=utf-8"
# How often a calendar that follows the events may ask for news.
ASKS_AGAIN_AFTER = timedelta(hours=12)


def make_calendar(events, *, name, language):
    """Return an icalendar Calendar of events."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # The library escapes what it knows as text alone, and this is an addition to the standard.
    calendar.add("x-wr-calname", " ".join(name.split()))
    calendar.add("refresh-interval", ASKS_AGAIN_AFTER, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for event in events:
        calendar.add_component(calendar_event(event))
    if not calendar.subcomponents:
        # A calendar has at least one component (RFC 5545, 3.6).
        calendar.add_component(universal_time())
    return calendar


def universal_time():
    """Return the time zone of UTC as a component."""
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    zone.add_component(standard)
    return zone


def calendar_event(event):
    component = icalendar.Event()
    address = absolute(event.get_absolute_url())
    where = ", ".join(filter(None, [event.place, *(city.name for city in event.cities.all())]))
    component.add("uid", str(event.uid))
    component.add("sequence", event.revision)
    component.add("dtstamp", event.updated_at)
    component.add("created", event.created_at)
    component.add("last-modified", event.updated_at)
    if event.is_all_day:
        component.add("dtstart", event.local_start.date())
        component.add("dtend", event.last_day + DAY)
    else:
        component.add("dtstart", event.starts_at.astimezone(UTC))
        if event.ends_at:
            component.add("dtend", event.ends_at.astimezone(UTC))
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
    events = list(exported.rows)
    prefetch_related_objects(events, "themes", "cities")
    name = _("%(site)s: events") % {"site": settings.SITE_NAME}
    yield make_calendar(events, name=name, language=exported.language).to_ical()
