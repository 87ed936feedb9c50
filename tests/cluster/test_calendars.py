"""Calendars by the letter of RFC 5545, whatever the time zone, the season or the script."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from cluster.actions import save_item
from entries.actions import withdraw
from tests.cluster.making import at, make_event

pytestmark = pytest.mark.django_db


def fetched(client, path="/events.ics"):
    return client.get(path).getvalue()


def components(client, path="/events.ics"):
    return Calendar.from_ical(fetched(client, path)).walk("VEVENT")


@pytest.mark.parametrize(
    ("name", "starts", "hours"),
    [
        ("Europe/Berlin", at(2026, 3, 28, 18), 24),  # over the night in which clocks are put forward
        ("Europe/Berlin", at(2026, 10, 24, 18), 24),  # and back
        ("America/New_York", at(2027, 3, 13, 23), 5),
        ("Asia/Kathmandu", at(2026, 12, 31, 23), 4),
        ("Africa/Casablanca", at(2027, 2, 1, 9), 2),
        ("Australia/Lord_Howe", at(2027, 4, 3, 23), 6),
        ("Europe/Berlin", at(2099, 7, 1, 9), 2),
        ("UTC", at(2026, 12, 3, 18), 2),
    ],
)
def test_both_ends_are_the_same_moments_after_a_round_trip(client, name, starts, hours):
    begin = starts.replace(tzinfo=ZoneInfo(name))
    end = (begin.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)).astimezone(ZoneInfo(name))
    make_event("Call", starts=starts, zone=name, ends_at=end)
    calendar = Calendar.from_ical(fetched(client))
    (component,) = calendar.walk("VEVENT")
    assert component.decoded("DTSTART") == begin
    assert component.decoded("DTEND") == end
    assert all(component[key].to_ical().endswith(b"Z") for key in ("DTSTART", "DTEND"))
    assert calendar.walk("VTIMEZONE") == []


def test_lines_are_folded_between_characters_and_end_in_two_bytes(client):
    summary = "لقاء للتعلّم المتبادل بين مدارس البرمجة في أوروبا، مع المعلّمين والطلاب وأرباب العمل. " * 2
    make_event("Call", title_ar=("لقاء " * 30).strip(), summary_ar=summary.strip())
    content = fetched(client, "/ar/events.ics")
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()
    (component,) = components(client, "/ar/events.ics")
    assert str(component["SUMMARY"]) == ("لقاء " * 30).strip()
    assert component["SUMMARY"].params["LANGUAGE"] == "ar"
    assert str(component["DESCRIPTION"]).startswith(summary.strip())


def test_a_calendar_without_an_event_still_has_a_component(client):
    calendar = Calendar.from_ical(fetched(client))
    assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]


def test_every_edit_moves_the_sequence_and_the_dates_on_and_keeps_the_identifier(client, time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    event = make_event("Call")
    seen = [components(client)[0]]
    for number, change in enumerate(({"place": "Elsewhere"}, {"is_cancelled": True}, {"slug": "renamed"}), 1):
        time_machine.move_to(f"2026-11-23 1{number + 2}:00+00:00", tick=False)
        for name, value in change.items():
            setattr(event, name, value)
        save_item(event)
        seen.append(components(client)[0])
    assert len({str(component["UID"]) for component in seen}) == 1
    for before, after in pairwise(seen):
        assert after["SEQUENCE"] > before["SEQUENCE"]
        for key in ("DTSTAMP", "LAST-MODIFIED"):
            assert after.decoded(key) > before.decoded(key)
            assert after.decoded(key).utcoffset() == timedelta(0)
    assert [str(component["STATUS"]) for component in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CANCELLED"]
    withdraw(event, by=None)
    assert components(client) == []


def test_a_subscription_of_a_narrowed_list_follows_that_list(client):
    event = make_event("School", themes=("coding-schools",), cities=("berlin",))
    make_event("Other", themes=("housing",))
    path = "/de/events.ics?theme=coding-schools&city=berlin"
    assert [str(component["SUMMARY"]) for component in components(client, path)] == ["School"]
    save_item(event, themes=[])
    assert components(client, path) == []


def test_an_event_over_the_turn_of_the_year_stands_in_both_months(client):
    make_event("Camp", starts=at(2026, 12, 30, 9), hours=24 * 4)

    def days(path):
        weeks = client.get(path).context["weeks"]
        return [day.date.isoformat() for week in weeks for day in week if day.events and day.is_inside]

    assert days("/events/2026/12/") == ["2026-12-30", "2026-12-31"]
    assert days("/events/2027/1/") == ["2027-01-01", "2027-01-02", "2027-01-03"]


def test_a_time_that_clocks_show_twice_is_the_first_of_both(client):
    make_event("Call", starts=datetime(2026, 10, 25, 2, 30), hours=0)
    assert components(client)[0].decoded("DTSTART").astimezone(ZoneInfo("UTC")).hour == 0
