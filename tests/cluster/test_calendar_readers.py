"""The calendar as libraries read it that did not write it: vobject, ics, ical.js (Thunderbird) and libical (GNOME)."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from django.conf import settings

from cluster.actions import save_item
from tests.cluster import libical
from tests.cluster.making import at, make_event

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
TOLD = ("title", "start", "end", "status", "sequence")
# Zone and local start; in summer, in winter, and beside the changes of the clock.
STARTS = [
    ("Europe/Berlin", at(2026, 7, 3, 18)),
    ("Europe/Berlin", at(2026, 12, 3, 18)),
    ("Europe/Berlin", at(2026, 3, 28, 23)),
    ("Europe/Berlin", at(2026, 10, 25, 1)),
    ("Europe/Berlin", at(2027, 7, 3, 18)),
    ("Europe/Kyiv", at(2026, 7, 3, 9)),
    ("Europe/Kyiv", at(2026, 10, 25, 12)),
    ("America/New_York", at(2026, 7, 3, 18)),
    ("America/New_York", at(2026, 11, 1, 0)),
    ("America/New_York", at(2026, 3, 8, 12)),
    ("Asia/Kathmandu", at(2026, 12, 31, 23)),
    ("Africa/Casablanca", at(2027, 2, 20, 9)),
    ("Australia/Lord_Howe", at(2027, 4, 3, 23)),
    ("Africa/Cairo", at(2026, 7, 3, 18)),
    ("Europe/Berlin", at(2098, 7, 3, 18)),
]


def local(moment, zone):
    """Return a moment by its local time and its zone."""
    return moment.replace(tzinfo=ZoneInfo(zone))


def moment(value):
    """Return a moment or a day as readers tell it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return value.isoformat()


def by_vobject(text):
    for event in vobject.readOne(text).contents.get("vevent", []):
        end = event.dtend.value if hasattr(event, "dtend") else None
        yield event.uid.value, event.summary.value, event.dtstart.value, end, event.status.value, event.sequence.value


def by_ics(text):
    for event in ics.Calendar(text).events:
        start, end = event.begin.datetime, event.end.datetime if event.has_end() else None
        if event.all_day:
            start, end = start.date(), end.date()
        (sequence,) = (line.value for line in event.extra if line.name == "SEQUENCE")
        yield event.uid, event.name, start, end, event.status, sequence


def by_ical_js(text):
    if not Path(settings.BASE_DIR, "node_modules/ical.js").exists():
        if os.environ.get("CI"):
            pytest.fail("ical.js is missing: run `make node_modules`.")
        pytest.skip("ical.js is missing: run `make node_modules`.")
    node, script = Path(sys.executable).with_name("node"), Path(__file__).with_name("read_calendar.mjs")
    output = subprocess.run([node, script], input=text, capture_output=True, text=True, check=True).stdout
    for event in json.loads(output):
        yield event["uid"], *(event[name] for name in TOLD)


def by_libical(text):
    try:
        return list(libical.events_of(text))
    except OSError:
        if os.environ.get("CI"):
            pytest.fail("libical is missing: install Debian's package libical3.")
        pytest.skip("libical is missing: install Debian's package libical3.")


@pytest.fixture(params=[by_vobject, by_ics, by_ical_js, by_libical])
def read(request, client):
    """read(path) returns what one of the readers says: title -> (start, end, status, sequence)."""

    def read_path(path="/events.ics"):
        text = client.get(path).getvalue().decode()
        return {
            title: (moment(start), moment(end), status, int(sequence))
            for _uid, title, start, end, status, sequence in request.param(text)
        }

    return read_path


def test_all_read_the_same_moments_whatever_the_zone_and_the_season(read):
    events = {}
    for number, (zone, starts) in enumerate(STARTS):
        events[f"Call {number}"] = make_event(f"Call {number}", zone=zone, starts=starts)

    told = read()

    assert {title: said[:2] for title, said in told.items()} == {
        title: (moment(event.starts_at), moment(event.ends_at)) for title, event in events.items()
    }


def test_whole_days_are_days_without_a_zone(read):
    for zone in ("Europe/Berlin", "America/New_York", "Pacific/Auckland"):
        make_event(f"One in {zone}", starts=at(2026, 7, 3), hours=24, zone=zone, is_all_day=True)
    # From the day before the clock is put back to the day after.
    end = local(at(2026, 10, 27), "Europe/Berlin")
    make_event("Three", starts=at(2026, 10, 24), ends_at=end, is_all_day=True)

    told = read()

    assert {title: said[:2] for title, said in told.items()} == {
        "One in Europe/Berlin": ("2026-07-03", "2026-07-04"),
        "One in America/New_York": ("2026-07-03", "2026-07-04"),
        "One in Pacific/Auckland": ("2026-07-03", "2026-07-04"),
        "Three": ("2026-10-24", "2026-10-27"),
    }


def test_what_has_no_known_end_has_none_there(read):
    event = make_event("Open", starts=at(2026, 7, 3, 18), ends_at=None)
    assert read()["Open"][:2] == (moment(event.starts_at), None)


def test_several_days_and_midnight_stay_what_they_are(read):
    days = make_event("Camp", starts=at(2026, 12, 30, 9), hours=4 * 24)
    night = make_event("Until midnight", starts=at(2026, 12, 3, 18), hours=6)

    told = read()

    assert told["Camp"][:2] == (moment(days.starts_at), moment(days.ends_at))
    assert told["Until midnight"][1] == moment(night.ends_at) == "2026-12-03T23:00:00.000Z"


def test_what_was_moved_or_cancelled_is_the_same_event_further_on(read):
    event = make_event("Call", starts=at(2026, 7, 3, 18))
    before = read()["Call"]
    event.starts_at += timedelta(days=1)
    event.ends_at += timedelta(days=1)
    save_item(event)
    moved = read()["Call"]
    event.is_cancelled = True
    save_item(event)
    cancelled = read()["Call"]

    assert [said[2] for said in (before, moved, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert before[3] < moved[3] < cancelled[3]
    assert moved[0] == cancelled[0] == moment(event.starts_at) != before[0]


@pytest.mark.parametrize("title", ["Tea, talk; and \\ more", "لقاء للتعلّم المتبادل " * 6, "Зустріч «їжачків» 🦔 " * 6])
def test_titles_of_any_script_and_with_any_sign_arrive_whole(read, title):
    make_event(title_en=title.strip())
    assert list(read()) == [title.strip()]


@pytest.mark.parametrize("path", ["/events.ics", "/events/call.ics"])
def test_a_line_break_that_came_past_the_forms_breaks_nothing(read, path):
    event = make_event("Call")
    type(event).objects.filter(pk=event.pk).update(title_en="One\r\nBEGIN:VEVENT\nSUMMARY:Forged")
    (title,) = read(path)
    assert title.splitlines()[0] == "One"


def test_a_calendar_without_an_event_can_be_read(read):
    assert read() == {}
