"""What changes by itself as time passes: at midnight, at the turn of a year, in leap years, when clocks are changed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from cluster.actions import save_item
from cluster.models import Event, FundingOpportunity
from curating.entry_admin import not_confirmed_for_a_year
from entries.actions import withdraw
from entries.dates import months_before
from entries.validators import validate_year
from listing.exports import absolute
from newsletter.actions import put_together, schedule
from newsletter.models import Issue, IssueState
from projects.models import Project
from tests.cluster.making import make_event, make_funding
from tests.factories import make_project
from tests.newsletter.making import mails, make_issue, make_subscriber

pytestmark = pytest.mark.django_db

ZONES = ["Europe/Berlin", "Europe/Kyiv", "America/New_York"]
DAYS = [
    date(2027, 6, 1),
    date(2026, 12, 31),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2027, 3, 28),  # clocks go forward in Berlin and Kyiv,
    date(2027, 10, 31),  # and back
    date(2027, 3, 14),  # in New York
    date(2027, 11, 7),
]
SECOND = timedelta(seconds=1)


def midnight_after(day, zone):
    """Return the moment at which a day ends by the clock of a zone."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone)).astimezone(UTC)


def listed(client, path):
    return [entry.title for entry in client.get(path).context["page_obj"]]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", DAYS)
def test_an_event_is_past_from_the_midnight_of_its_place(client, time_machine, day, zone):
    over = midnight_after(day, zone)
    time_machine.move_to(over - timedelta(days=2), tick=False)
    make_event("Call", starts=datetime.combine(day, time(18)), zone=zone)
    make_event("All day", starts=datetime.combine(day, time.min), hours=24, zone=zone, is_all_day=True)
    make_event("Open end", starts=datetime.combine(day, time(23, 30)), hours=0, zone=zone)

    # The same address twice: the page that was kept before midnight must not be shown after it.
    time_machine.move_to(over - SECOND, tick=False)
    before = client.get("/events/")
    assert {event.title for event in before.context["page_obj"]} == {"Call", "All day", "Open end"}
    time_machine.move_to(over, tick=False)
    after = client.get("/events/")

    assert list(after.context["page_obj"]) == []
    assert before["ETag"] != after["ETag"]
    assert all(event.is_past for event in Event.objects.all())
    assert {event.title for event in client.get("/events/?time=past").context["page_obj"]} == {
        "Call",
        "All day",
        "Open end",
    }


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", [None, time(17)])
@pytest.mark.parametrize("day", DAYS)
def test_a_call_closes_by_the_clock_of_its_place(client, time_machine, day, zone, at):
    closes = datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC) if at else midnight_after(day, zone)
    time_machine.move_to(closes - timedelta(days=2), tick=False)
    make_funding("Seed", deadline=day, deadline_time=at, time_zone=zone)

    time_machine.move_to(closes - SECOND, tick=False)
    assert listed(client, "/funding/") == ["Seed"]
    time_machine.move_to(closes, tick=False)

    assert listed(client, "/funding/") == []
    assert listed(client, "/funding/?stage=closed") == ["Seed"]
    assert FundingOpportunity.objects.get().is_closed


@pytest.mark.parametrize("zone", ZONES)
def test_registration_closes_by_the_clock_of_the_place(client, time_machine, zone):
    day = date(2026, 12, 31)
    options = {"registration_url": "https://example.org/", "registration_until": day, "zone": zone}
    time_machine.move_to("2026-12-01 12:00+00:00", tick=False)
    make_event("Call", starts=datetime(2027, 1, 20, 18), **options)
    make_event("At five", starts=datetime(2027, 1, 20, 18), registration_time=time(17), **options)

    def open_ones():
        return {slug for slug in ("call", "at-five") if "Register" in client.get(f"/events/{slug}/").content.decode()}

    time_machine.move_to(datetime(2026, 12, 31, 16, 59, 59, tzinfo=ZoneInfo(zone)), tick=False)
    assert open_ones() == {"call", "at-five"}
    time_machine.move_to(datetime(2026, 12, 31, 17, tzinfo=ZoneInfo(zone)), tick=False)
    assert open_ones() == {"call"}
    time_machine.move_to(midnight_after(day, zone), tick=False)
    assert open_ones() == set()


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", DAYS)
def test_an_event_until_midnight_stands_on_one_day(client, day, zone):
    end = midnight_after(day, zone)
    event = make_event("Night", starts=datetime.combine(day, time(18)), ends_at=end, zone=zone)

    assert event.last_day == day
    weeks = client.get(f"/events/{day.year}/{day.month}/").context["weeks"]
    assert [cell.date for week in weeks for cell in week if cell.events] == [day]
    assert "18:00–24:00" in client.get("/events/night/").content.decode()


def test_a_deadline_says_by_which_clock_it_is_meant(client, time_machine):
    time_machine.move_to("2026-12-01")
    make_funding("There", deadline=date(2027, 1, 31), time_zone="America/New_York")
    make_funding("At five", deadline=date(2027, 1, 31), deadline_time=time(17), time_zone="Europe/Brussels")
    make_funding("Here", deadline=date(2027, 1, 31))

    html = client.get("/funding/").content.decode()

    assert "until 31 January 2027 (New York time)" in html
    assert "until 31 January 2027, 17:00 (Brussels time)" in html
    assert "until 31 January 2027</span>" in html


# A year


@pytest.mark.parametrize(
    ("today", "limit"),
    [
        (date(2027, 6, 1), date(2026, 6, 1)),
        (date(2028, 2, 29), date(2027, 3, 1)),
        (date(2029, 2, 28), date(2028, 2, 28)),
        (date(2029, 3, 1), date(2028, 3, 1)),
        (date(2028, 12, 31), date(2027, 12, 31)),
    ],
)
def test_over_a_year_begins_at_midnight_here_in_leap_years_too(time_machine, today, limit):
    """What was confirmed a year ago to the day is not longer ago than that."""
    assert months_before(today, 12) == limit
    make_project("A year ago", confirmed_on=limit)
    make_project("Longer ago", confirmed_on=limit - timedelta(days=1))

    def overdue():
        return {project.name for project in not_confirmed_for_a_year(Project.objects.all())}

    here = datetime.combine(today, time.min, ZoneInfo("Europe/Berlin"))
    time_machine.move_to(here, tick=False)
    assert overdue() == {"Longer ago"}
    time_machine.move_to(here - SECOND, tick=False)
    assert overdue() == set()
    time_machine.move_to(here + timedelta(days=2), tick=False)
    assert overdue() == {"A year ago", "Longer ago"}


def test_one_never_confirmed_counts_from_the_day_on_which_it_was_added(time_machine):
    time_machine.move_to("2026-06-01 21:59+00:00", tick=False)  # still the first of June in Berlin
    make_project()
    time_machine.move_to("2027-06-01 21:59+00:00", tick=False)
    assert not not_confirmed_for_a_year(Project.objects.all())
    time_machine.move_to("2027-06-01 22:00+00:00", tick=False)
    assert not_confirmed_for_a_year(Project.objects.all())


def test_a_year_that_has_not_begun_here_is_refused(time_machine):
    time_machine.move_to("2026-12-31 22:59:59+00:00", tick=False)
    validate_year(2026)
    with pytest.raises(ValidationError, match="2026"):
        validate_year(2027)
    time_machine.move_to("2026-12-31 23:00:00+00:00", tick=False)
    validate_year(2027)


# The newsletter


@pytest.mark.parametrize("moment", ["2026-12-31 22:30+00:00", "2026-12-31 23:30+00:00", "2027-01-01 05:00+00:00"])
def test_an_issue_of_the_night_of_the_new_year_bears_one_month(time_machine, moment):
    time_machine.move_to(moment, tick=False)
    make_project("New")

    issue = put_together(by=None)

    address, month = ("2026-12", "December 2026") if moment < "2026-12-31 23:00" else ("2027-01", "January 2027")
    assert (issue.slug, issue.title_en.endswith(month)) == (address, True)
    assert issue.title_de.endswith(month.replace("December", "Dezember").replace("January", "Januar"))


def rows(*items):
    return "\n".join(f"- [{item.title}]({absolute(item.get_absolute_url())}): it is on." for item in items)


def sent_text(time_machine, text, at):
    """Schedule an issue for a moment, let it come, and return the text of the mail that left."""
    make_subscriber("reader@example.org")
    issue = make_issue(text_en=text)
    schedule(issue, by=None, send_at=at)
    time_machine.move_to(at + timedelta(minutes=1), tick=False)
    call_command("send_newsletter", verbosity=0)
    return mails("reader@example.org")[0].message


def test_a_scheduled_issue_leaves_out_what_is_over_when_it_leaves(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    passing, coming = make_event("Passing", days_ahead=2), make_event("Coming", days_ahead=20)
    closing, still_open = make_funding("Closing", days_ahead=3), make_funding("Still open", days_ahead=20)
    called_off, taken_out = make_event("Called off", days_ahead=20), make_event("Taken out", days_ahead=20)
    text = (
        f"# Coming up\n\n{rows(passing, coming, called_off, taken_out)}\n\n# Funding\n\n{rows(closing, still_open)}\n"
    )
    called_off.is_cancelled = True
    save_item(called_off)
    withdraw(taken_out, by=None)

    message = sent_text(time_machine, text, datetime(2026, 11, 30, 9, tzinfo=UTC))

    assert "Coming" in message
    assert "Still open" in message
    for gone in ("Passing", "Closing", "Called off", "Taken out"):
        assert gone not in message
    stored = Issue.objects.get()
    assert stored.text_en.count("- [") == 2


def test_a_heading_goes_with_the_last_row_below_it_and_other_words_stay(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    passing, closing = make_event("Passing", days_ahead=2), make_funding("Closing", days_ahead=2)
    text = (
        f"Dear all,\n\n# Coming up\n\n{rows(passing)}\n\n# Funding\n\nAsk us for help.\n\n{rows(closing)}\n\n"
        "# Else\n\n- [Elsewhere](https://example.org/events/passing/)"
    )

    sent_text(time_machine, text, datetime(2026, 11, 30, 9, tzinfo=UTC))

    assert Issue.objects.get().text_en == (
        "Dear all,\n\n# Funding\n\nAsk us for help.\n\n\n# Else\n\n- [Elsewhere](https://example.org/events/passing/)\n"
    )


def test_what_a_sentence_names_must_not_be_over_when_it_leaves():
    event = make_event("Passing", days_ahead=2)
    issue = make_issue(text_en=f"Come to [our call]({absolute(event.get_absolute_url())}) on Friday.")

    with pytest.raises(ValidationError, match="/events/passing/"):
        schedule(issue, by=None, send_at=event.over_at)
    schedule(issue, by=None, send_at=event.over_at - SECOND)

    assert Issue.objects.get().state == IssueState.SCHEDULED


def test_an_issue_of_which_nothing_is_left_is_not_sent(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    make_subscriber("reader@example.org")
    event = make_event("Call", days_ahead=20)
    issue = make_issue(text_en=f"# Coming up\n\n{rows(event)}")
    schedule(issue, by=None, send_at=datetime(2026, 11, 30, 9, tzinfo=UTC))
    event.is_cancelled = True
    save_item(event)
    time_machine.move_to("2026-11-30 09:01+00:00", tick=False)

    call_command("send_newsletter", verbosity=0)

    issue = Issue.objects.get()
    assert (issue.state, issue.send_at) == (IssueState.DRAFT, None)
    assert "Everything that it mentions will be over" in issue.history.latest().history_change_reason
    assert mails("reader@example.org") == []


def test_a_row_is_known_by_its_former_address_and_in_every_language(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    event = make_event("Call", days_ahead=2)
    old = absolute("/uk/events/call/")
    event.slug = "renamed"
    save_item(event)

    sent_text(time_machine, f"Dear all,\n\n* [Дзвінок]({old})", datetime(2026, 11, 30, 9, tzinfo=UTC))

    assert Issue.objects.get().text_en == "Dear all,\n"
