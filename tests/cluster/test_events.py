"""Events: what is to come and what is past, by the clock of their place, as a list, a month and a calendar."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone
from icalendar import Calendar

from cluster.actions import publish_item, save_item
from cluster.filtersets import EventFilterSet
from cluster.models import Event
from entries.actions import withdraw
from listing.counts import count_facets
from listing.page import LeftOutRows
from tests.cluster.making import at, make_event
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def on_a_day(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)


def listed(client, query=""):
    return [event.title for event in client.get(f"/events/{query}").context["page_obj"]]


def stand_around_today():
    make_event("Soon", starts=at(2026, 12, 3, 18))
    make_event("Later", starts=at(2027, 2, 1, 18))
    make_event("This morning", starts=at(2026, 11, 23, 8))
    make_event("Yesterday", starts=at(2026, 11, 22, 18))
    make_event("Long ago", starts=at(2019, 8, 1, 9))
    make_event("Draft", starts=at(2026, 12, 4, 18), published=False)


def test_the_list_shows_what_is_to_come_and_all_of_today_first_come_first(client):
    stand_around_today()
    assert listed(client) == ["This morning", "Soon", "Later"]
    assert listed(client, "?time=past") == ["Yesterday", "Long ago"]
    assert listed(client, "?time=all") == ["Later", "Soon", "This morning", "Yesterday", "Long ago"]


def test_the_list_says_how_many_past_ones_it_leaves_out(client):
    stand_around_today()
    context = client.get("/events/").context
    assert context["left_out"] == [LeftOutRows(2, "2 past events are not shown.", "/events/?time=past")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme=coding-schools", ["School"]),
        ("kind=webinar", ["Webinar"]),
        ("language=ar", ["Webinar"]),
        ("city=paris", ["School"]),
        ("country=FR", ["School"]),
        ("where=europe", ["School"]),
        ("organisation=redi", ["Webinar"]),
        ("q=scho", ["School"]),
        ("q=redi", ["Webinar"]),
        ("q=rathaus", ["School"]),
    ],
)
def test_each_filter_of_the_list(client, query, found):
    make_event("School", themes=("coding-schools",), cities=("paris",), place="Altes Rathaus")
    make_event("Webinar", kind="webinar", languages=["ar", "en"], organiser=make_organisation("Redi"))
    make_event("Draft school", themes=("coding-schools",), kind="webinar", languages=["ar"], published=False)
    assert listed(client, f"?{query}") == found


def test_an_unknown_value_is_named_and_left_out(client):
    make_event("School")
    assert listed(client, "?time=never") == ["School"]
    assert "“never” is not known" in client.get("/events/?time=never").content.decode()
    assert client.get("/events.json?time=never").status_code == 400


def test_facets_count_what_each_would_give(client):
    stand_around_today()
    facets = {facet.name: facet for facet in client.get("/events/").context["facets"]}
    assert [(option.value, option.count) for option in facets["time"].options] == [
        ("upcoming", 3),
        ("past", 2),
        ("all", 5),
    ]


def test_the_number_of_queries_does_not_depend_on_the_number_of_events(client, django_assert_max_num_queries):
    def queries(path):
        client.get("/insights/")  # whether intake is open is asked once for each directory version
        with django_assert_max_num_queries(30) as counted:
            client.get(path)
        return len(counted)

    redi = make_organisation("Redi")
    for number in range(2):
        make_event(f"Event {number}", themes=("language",), cities=("berlin",), organiser=redi)
    client.get("/events/")
    few = {path: queries(path) for path in ("/events/?sort=name", "/events.json", "/events/month/", "/events.ics")}
    for number in range(10):
        make_event(f"More {number}", themes=("language",), cities=("berlin",), organiser=redi)
    assert {path: queries(path) for path in few} == few


def test_times_are_told_by_the_clock_of_the_place_in_the_language_of_the_visitor(client):
    make_event("Call", starts=at(2026, 12, 3, 18), zone="America/New_York")
    assert "Thursday, 3 December 2026, 18:00–20:00 (New York time)" in client.get("/events/").content.decode()
    assert "Donnerstag, 3. Dezember 2026, 18:00–20:00" in client.get("/de/events/call/").content.decode()


def test_an_event_of_several_days_says_both(client):
    make_event("Summit", starts=at(2026, 12, 3, 9), hours=32)
    html = client.get("/events/summit/").content.decode()
    assert "Thursday, 3 December 2026, 09:00 – Friday, 4 December 2026, 17:00 (Berlin time)" in html


def test_the_page_has_linked_data_that_search_engines_read(client):
    organiser = make_organisation("Redi")
    make_event(
        "Summit",
        starts=at(2026, 12, 3, 9),
        organiser=organiser,
        cities=("berlin",),
        online_url="https://example.org/call",
        summary_en="</script><b>",
    )
    html = client.get("/events/summit/").content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert data["@type"] == "Event"
    assert data["startDate"] == "2026-12-03T09:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in data["location"]] == ["Place", "VirtualLocation"]
    assert data["organizer"]["name"] == "Redi"
    assert data["description"] == "</script><b>"


def test_an_organiser_that_is_not_published_is_not_named(client):
    make_event("Summit", organiser=make_organisation("Secret", published=False))
    for path in ("/events/summit/", "/events/"):
        assert "Secret" not in client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/events/hidden/", "/events/hidden.ics"])
def test_a_draft_is_nowhere(client, path):
    make_event("Hidden", published=False)
    assert client.get(path).status_code == 404
    for extension in ("ics", "csv", "json", "atom"):
        assert b"Hidden" not in client.get(f"/events.{extension}?time=all").getvalue()


# A month


def days_with_events(client, path):
    weeks = client.get(path).context["weeks"]
    return {day.date.day: [event.title for event in day.events] for week in weeks for day in week if day.events}


def test_a_month_shows_each_event_on_its_days_by_the_clock_of_its_place(client):
    make_event("Summit", starts=at(2026, 12, 3, 9), hours=32)
    make_event("New Year", starts=at(2026, 12, 31, 23), hours=0, zone="America/New_York")
    make_event("Draft", starts=at(2026, 12, 5, 9), published=False)
    assert days_with_events(client, "/events/2026/12/") == {3: ["Summit"], 4: ["Summit"], 31: ["New Year"]}


@pytest.mark.parametrize(
    ("prefix", "day"),
    [
        ("", "Thursday, 3 December 2026"),
        ("/de", "Donnerstag, 3. Dezember 2026"),
        ("/fr", "jeudi 3 décembre 2026"),
        ("/uk", "четвер, 3 грудня 2026"),
    ],
)
def test_on_a_phone_a_day_of_a_month_is_told_as_in_the_language_of_the_page(client, prefix, day):
    make_event("Summit", starts=at(2026, 12, 3, 9))
    assert f'<span class="month__long">{day}' in client.get(f"{prefix}/events/2026/12/").content.decode()


def test_a_week_begins_as_in_the_language_of_the_visitor(client):
    assert client.get("/events/2026/12/").context["weeks"][0][0].date.isoweekday() == 1


def test_this_month_is_the_month_of_today_and_leads_to_its_neighbours(client):
    context = client.get("/events/month/").context
    assert context["month"] == "November 2026"
    assert (context["before"]["url"], context["after"]["url"]) == ("/events/2026/10/", "/events/2026/12/")


def test_no_link_leads_on_for_ever(client):
    assert client.get("/events/2029/12/").context["after"] is None
    assert client.get("/events/2023/1/").context["before"] is None


@pytest.mark.parametrize("path", ["2026/13", "2026/0", "1999/12", "2101/1", "99999999999/1"])
def test_a_month_that_does_not_exist_is_not_found(client, path):
    assert client.get(f"/events/{path}/").status_code == 404


# A calendar


def calendar(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.getvalue())


def test_one_event_is_a_calendar_by_itself(client):
    event = make_event("Call", starts=at(2026, 12, 3, 18), zone="Europe/Kyiv", online_url="https://example.org/c")
    found = calendar(client, "/events/call.ics")
    (component,) = found.walk("VEVENT")
    assert component["UID"] == str(event.uid)
    assert component.decoded("DTSTART").isoformat() == "2026-12-03T16:00:00+00:00"
    assert component["STATUS"] == "CONFIRMED"


def test_the_subscription_has_past_ones_too_and_keeps_the_filters(client):
    stand_around_today()
    make_event("School", themes=("coding-schools",), starts=at(2020, 1, 1, 9))
    titles = {str(event["SUMMARY"]) for event in calendar(client, "/events.ics").walk("VEVENT")}
    assert titles == {"Soon", "Later", "This morning", "Yesterday", "Long ago", "School"}
    narrowed = calendar(client, "/events.ics?theme=coding-schools").walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in narrowed] == ["School"]


def test_an_update_keeps_the_identifier_and_moves_the_sequence_on(client, time_machine):
    event = make_event("Call", starts=at(2026, 12, 3, 18))
    (before,) = calendar(client, "/events.ics").walk("VEVENT")
    time_machine.move_to("2026-11-23 13:00+00:00", tick=False)
    event.title_en, event.slug, event.is_cancelled = "Another call", "another-call", True
    save_item(event)
    (after,) = calendar(client, "/events.ics").walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") > before.decoded("LAST-MODIFIED")
    assert (str(after["SUMMARY"]), after["STATUS"]) == ("Another call", "CANCELLED")
    assert client.get("/events/call/", follow=True).redirect_chain == [("/events/another-call/", 301)]


def test_text_in_a_calendar_cannot_break_out_of_its_line(client):
    make_event("Call", summary_en="One\r\nBEGIN:VEVENT\nSUMMARY:Forged; a, b")
    (component,) = calendar(client, "/events/call.ics").walk("VEVENT")
    assert str(component["DESCRIPTION"]).splitlines()[1] == "BEGIN:VEVENT"


def test_the_list_offers_a_subscription_by_the_same_filters(client):
    html = client.get("/events/?theme=coding-schools").content.decode()
    assert re.search(r'href="webcal://[^"]*/events\.ics"', html)


def test_there_is_a_feed_in_each_language(client):
    make_event("Call", title_de="Anruf", summary_de="Man trifft sich.")
    english, german = (client.get(f"{prefix}/events.atom").getvalue().decode() for prefix in ("", "/de"))
    assert 'xml:lang="en"' in english
    assert "<title>Call</title>" in english
    assert 'xml:lang="de"' in german
    assert "<title>Anruf</title>" in german


def test_the_feed_names_each_event_for_good_and_says_when_it_is(client, time_machine):
    def said(path, name):
        (entry,) = ElementTree.fromstring(client.get(path).getvalue()).iter(f"{ATOM}entry")
        return entry.find(f"{ATOM}{name}").text

    event = make_event("Call", starts=at(2026, 12, 3, 18))
    named, updated = said("/events.atom", "id"), said("/events.atom", "updated")
    time_machine.move_to("2026-11-23 13:00+00:00", tick=False)
    event.slug = "renamed"
    save_item(event)
    assert said("/events.atom", "id") == named
    assert said("/events.atom", "updated") > updated
    expected = "Thursday, 3 December 2026, 18:00–20:00 (Berlin time)<br>People meet."
    assert said("/events.atom", "summary") == expected
    assert said("/de/events.atom", "summary").startswith("Donnerstag, 3. Dezember 2026")


def test_a_feed_names_itself_its_list_and_its_language(client):
    make_event("Call")
    feed = ElementTree.fromstring(client.get("/de/events.atom?kind=other").getvalue())
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"].endswith("/de/events.atom?kind=other")
    assert links["alternate"].endswith("/de/events/?kind=other")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert all(feed.find(f"{ATOM}{name}").text for name in ("id", "title", "updated"))


# What cannot be


def test_an_event_does_not_end_before_it_starts():
    event = make_event("Call")
    event.starts_at, event.ends_at = event.ends_at, event.starts_at
    with pytest.raises(ValidationError, match="cannot end before"):
        event.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(starts_at=event.starts_at, ends_at=event.ends_at)


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "../etc/passwd", "Europe/Berlin\n", "Factory", "localtime", "Etc/GMT+12", "EST", "GMT"]
)
def test_an_impossible_time_zone_is_refused(zone):
    event = make_event("Call")
    event.time_zone = zone
    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    assert "time_zone" in refused.value.message_dict


def test_an_event_whose_registration_is_over_is_not_published(time_machine):
    event = make_event("Call", published=False, registration_until=at(2026, 11, 22).date())
    with pytest.raises(ValidationError, match="registration has passed"):
        publish_item(event, by=None)
    assert not Event.objects.published().exists()


def test_a_withdrawn_event_leaves_the_list_at_once(client):
    event = make_event("Call")
    assert listed(client) == ["Call"]
    withdraw(event, by=None)
    assert listed(client) == []


def test_a_list_without_an_event_says_whom_to_tell_and_leads_to_the_past_ones(client):
    html = client.get("/events/").content.decode()
    assert "We know of no upcoming events" in html
    assert 'href="/contact/"' in html
    make_event("Long ago", starts=at(2019, 8, 1, 9))
    html = client.get("/events/").content.decode()
    assert "We know of no upcoming events" in html
    assert "No single filter is the cause" not in html
    assert 'href="/events/?time=past"' in html
    assert "Nothing matches all your filters" in client.get("/events/?kind=summit").content.decode()


def test_a_list_on_which_nothing_fits_says_how_many_there_would_be_without_a_filter(client):
    stand_around_today()
    suggestion = client.get("/events/?kind=summit").context["suggestion"]
    assert (suggestion.label, suggestion.count, suggestion.url) == ("Summit", 3, "/events/")


def test_a_list_on_which_nothing_is_past_says_how_many_are_ahead(client):
    make_event("Ahead")
    suggestion = client.get("/events/?time=past").context["suggestion"]
    assert (suggestion.label, suggestion.count, suggestion.url) == ("Past", 1, "/events/")


def test_all_stands_alone(client):
    stand_around_today()
    response = client.get("/events/?time=past&time=all", follow=True)
    assert response.redirect_chain == [("/events/?time=past", 302)]
    (facet,) = [facet for facet in response.context["facets"] if facet.name == "time"]
    assert [option.value for option in facet.options] == ["upcoming", "past"]


def test_the_front_page_says_nothing_of_events_while_there_are_none(client):
    assert "Next events" not in client.get("/").content.decode()


def test_the_front_page_names_the_next_events(client):
    stand_around_today()
    make_event("Called off", starts=at(2026, 11, 24, 9), is_cancelled=True)
    html = client.get("/").content.decode()
    part = html[html.index('aria-labelledby="next-events"') :]
    found = re.findall(r"<bdi>(.*?)</bdi>", part[: part.index("</section>")])
    assert found == ["This morning", "Soon", "Later"]


def test_a_city_is_a_link_where_it_has_a_page(client):
    make_project(cities=["berlin"])
    event = make_event("Summit", cities=["berlin", "hamburg"])

    page = client.get(event.get_absolute_url()).content.decode()

    assert re.findall(r'href="(/cities/\w+/)"', page) == ["/cities/berlin/"]
    assert "<bdi>Hamburg</bdi>" in page


def test_every_option_of_a_facet_counts_what_a_tick_would_give():
    now = timezone.now()
    make_event("Ahead", kind="webinar", starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=3))
    make_event("Over", kind="webinar", starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=8))
    make_event("Over too", kind="summit", starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=8))

    for asked in ("", "time=past", "time=all", "kind=webinar", "kind=webinar&time=past"):
        filterset = EventFilterSet(QueryDict(asked), Event.objects.published().with_time())
        counts = count_facets(filterset).by_facet
        for name in ("time", "kind"):
            for value in filterset.filters[name].options():
                ticked = QueryDict(asked, mutable=True)
                ticked[name] = value
                found = EventFilterSet(ticked, Event.objects.published().with_time()).qs.count()
                assert (asked, name, value, counts[name][value]) == (asked, name, value, found)


def test_an_event_that_was_moved_says_from_when_until_it_is_over(client, time_machine):
    event = make_event("Call", starts=at(2026, 12, 3, 18))
    said = "This event was moved. Former time:"
    event.place = "Elsewhere"
    save_item(event)
    assert said not in client.get(event.get_absolute_url()).content.decode()

    event.starts_at += timedelta(days=1)
    event.ends_at += timedelta(days=1)
    save_item(event)
    event.place = "Here"
    save_item(event)

    text = re.sub(r"\s+", " ", client.get(event.get_absolute_url()).content.decode())
    assert f"{said} Thursday, 3 December 2026" in text
    assert '"eventStatus": "https://schema.org/EventRescheduled"' in text
    assert '"previousStartDate": "2026-12-03T18:00:00+01:00"' in text
    time_machine.move_to("2026-12-05 12:00+00:00", tick=False)
    assert said not in client.get(event.get_absolute_url()).content.decode()


def test_what_was_moved_before_anybody_could_see_it_says_nothing(client):
    event = make_event("Call", starts=at(2026, 12, 3, 18), published=False)
    event.starts_at += timedelta(hours=1)
    event.ends_at += timedelta(hours=1)
    save_item(event)
    publish_item(event, by=None)
    assert "This event was moved" not in client.get(event.get_absolute_url()).content.decode()
