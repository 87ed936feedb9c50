"""Mails that came back: read from a mailbox file, whatever else lies in it."""

from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsletter.actions import delete_subscriber, note_bounce
from newsletter.bounces import reports_in
from newsletter.links import unsubscribe_link
from newsletter.models import Bounce, Subscriber
from tests.newsletter import making
from upkeep.actions import set_stopped
from upkeep.answering import stop_link
from upkeep.models import Correspondent

pytestmark = pytest.mark.django_db

REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: directory@example.org
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <{number}@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

This is what a person reads.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: {date}

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No such user
--part
Content-Type: {returned}

Subject: News
List-Unsubscribe:
 <{link}>
To: {address}

Text.
--part--
"""
LEAVING = """\
From: {address}
To: directory@example.org
Subject: {subject}
Date: {date}

"""
LONG_AGO = datetime(2025, 6, 1, tzinfo=UTC)
_numbers = iter(range(10_000))


def make_subscriber(*args, **fields):
    """Return one who has been there since before all reports of these tests."""
    times = {} if fields.get("state") == "unconfirmed" else {"asked_at": LONG_AGO, "confirmed_at": LONG_AGO}
    return making.make_subscriber(*args, **times | fields)


def report(
    address="amina@example.org",
    *,
    status="5.1.1",
    day=1,
    action="failed",
    link="https://elsewhere.example/",
    returned="message/rfc822",
):
    return REPORT.format(
        address=address,
        status=status,
        action=action,
        link=link,
        returned=returned,
        date=f"Mon, {day:02} Jun 2026 10:00:00 +0000",
        number=next(_numbers),
    ).encode()


@pytest.fixture
def read(tmp_path, capsys):
    """Write mails into a mailbox file, read it, and return what the command said."""

    def read(*contents):
        path = tmp_path / "mbox"
        path.write_bytes(b"".join(b"From MAILER-DAEMON Mon Jun 01 10:00:00 2026\n" + c + b"\n" for c in contents))
        call_command("read_bounces", str(path))
        return capsys.readouterr().out

    return read


def state_of(subscriber):
    return Subscriber.objects.get(pk=subscriber.pk).state


def test_an_address_is_paused_when_mail_came_back_for_good_on_two_days(read):
    subscriber = make_subscriber("amina@example.org")
    link = unsubscribe_link(subscriber)
    assert "1 new" in read(report("Amina@Example.org", day=1, link=link))
    read(report(day=1, link=link))
    assert state_of(subscriber) == "confirmed"
    read(report(day=2, link=link))
    assert state_of(subscriber) == "paused"
    assert [bounce.on for bounce in Bounce.objects.all()] == [date(2026, 6, 2), date(2026, 6, 1), date(2026, 6, 1)]


@pytest.mark.parametrize("status", ["5.2.2", "5.7.1", "4.2.1", "5.2.10"])
def test_what_speaks_of_no_missing_mailbox_pauses_nobody(read, status):
    subscriber = make_subscriber("amina@example.org")
    read(*(report(status=status, day=day, link=unsubscribe_link(subscriber)) for day in (1, 2)))
    assert state_of(subscriber) == "confirmed"
    assert subscriber.bounces.filter(is_hard=False).count() == 2


def test_two_days_that_lie_far_apart_pause_nobody():
    subscriber = make_subscriber()
    for number, on in enumerate([date(2026, 1, 1), date(2026, 4, 2), date(2026, 7, 2)]):
        note_bounce(subscriber, report=str(number), status="5.1.1", on=on)
    assert state_of(subscriber) == "confirmed"
    note_bounce(subscriber, report="near", status="5.2.1", on=date(2026, 9, 30))
    assert state_of(subscriber) == "paused"


@pytest.mark.parametrize(("earlier", "state"), [(date(2026, 3, 3), "paused"), (date(2026, 3, 2), "confirmed")])
def test_a_report_of_an_earlier_day_counts_however_late_it_is_read(earlier, state):
    subscriber = make_subscriber()
    note_bounce(subscriber, report="later", status="5.1.1", on=date(2026, 6, 1))
    note_bounce(subscriber, report="earlier", status="5.1.1", on=earlier)
    assert state_of(subscriber) == state


def test_a_report_without_our_link_may_be_forged_and_is_only_counted(read):
    subscriber, other = make_subscriber("amina@example.org"), make_subscriber()
    gone = unsubscribe_link(other)
    delete_subscriber(other)
    read(report(day=1), report(day=2), report(day=3, link=gone))
    assert state_of(subscriber) == "confirmed"
    assert subscriber.bounces.filter(is_hard=False).count() == 3


def test_a_report_about_somebody_who_is_deleted_meanwhile_does_no_harm():
    subscriber = make_subscriber()
    Subscriber.objects.all().delete()
    assert note_bounce(subscriber, report="a", status="5.1.1", on=date(2026, 6, 1)) is False


def test_reports_from_before_somebody_came_back_do_not_pause_them_again(read):
    subscriber = make_subscriber("amina@example.org", confirmed_at=datetime(2026, 6, 3, tzinfo=UTC))
    link = unsubscribe_link(subscriber)
    read(*(report(day=day, link=link) for day in (1, 2, 3)))
    assert state_of(subscriber) == "confirmed"
    read(report(day=4, link=link))
    assert state_of(subscriber) == "paused"


def test_what_may_still_arrive_is_only_counted(read):
    subscriber = make_subscriber("amina@example.org")
    read(*(report(status="4.2.2", action="delayed", day=day) for day in range(1, 9)))
    assert state_of(subscriber) == "confirmed"
    assert subscriber.bounces.filter(is_hard=False).count() == 8


def test_reading_a_mailbox_again_counts_nothing_twice(read):
    make_subscriber("amina@example.org")
    first, second = report(day=1), report(day=2)
    assert "1 new" in read(first)
    said = read(first, second)
    assert "1 new, 1 known already" in said
    assert Bounce.objects.count() == 2


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_the_link_of_our_mail_tells_whose_it_is_where_it_was_forwarded(read, returned):
    subscriber = make_subscriber("amina@example.org")
    read(report("elsewhere@other.example", link=unsubscribe_link(subscriber), returned=returned))
    assert subscriber.bounces.count() == 1


def test_a_forged_link_or_an_address_that_is_not_known_counts_for_nobody(read):
    subscriber = make_subscriber("amina@example.org")
    forged = f"http://127.0.0.1:8000/newsletter/unsubscribe/{subscriber.key.hex}.forged/"
    assert "1 about other addresses" in read(report("other@example.org", link=forged))
    assert not Bounce.objects.exists()


def test_what_is_delivered_or_relayed_is_no_bounce(read):
    make_subscriber("amina@example.org")
    said = read(report(action="delivered", status="2.0.0"), report(action="relayed", status="5.1.1"))
    assert "Other e-mails: 2" in said
    assert not Bounce.objects.exists()


GARBAGE = [
    b"",
    b"\xff\xfe\x00\x80" * 50,
    b"Subject: An answer\n\nI am on holiday. Status: 5.1.1 amina@example.org\n",
    b"Content-Type: multipart/report; report-type=delivery-status\n\nno parts\n",
    report().replace(b"message/delivery-status", b"text/plain"),
    report().replace(b"Final-Recipient: rfc822; amina@example.org\n", b""),
    report().replace(b"Status: 5.1.1\n", b"Status: \xff\xfe\n"),
    report(status="9.9.9"),
    report(status="5"),
    report().replace(b"--part\n", b"--other\n"),
    report()[:420],
    report() + b"x" * 1_000_001,
]


@pytest.mark.parametrize("content", GARBAGE, ids=range(len(GARBAGE)))
def test_whatever_else_lies_in_the_mailbox_does_no_harm_and_hides_no_report(read, content):
    make_subscriber("amina@example.org")
    said = read(content, report(day=3))
    assert "1 new" in said
    assert "Other e-mails: 1" in said


def test_invalid_bytes_around_the_facts_do_not_hide_them(read):
    subscriber = make_subscriber("amina@example.org")
    read(report().replace(b"This is what", b"\xe4\xf6\xfc\x80").replace(b"No such user", b"\xc3\x28 unbekannt"))
    assert subscriber.bounces.count() == 1


def test_a_report_without_a_date_or_of_tomorrow_is_of_today(time_machine):
    time_machine.move_to("2026-05-20 12:00+00:00", tick=False)
    undated = report().replace(b"Date: Mon, 01 Jun 2026 10:00:00 +0000\nMessage", b"Date: never\nMessage")
    assert [found.on for content in (undated, report()) for found in reports_in(content)] == [date(2026, 5, 20)] * 2


def test_a_report_about_several_recipients_counts_for_each():
    several = report("a@example.org").replace(
        b"\n--part\nContent-Type: message/rfc822",
        b"\n\nFinal-Recipient: rfc822; b@example.org\nAction: failed\nStatus: 4.4.1\n"
        b"--part\nContent-Type: message/rfc822",
    )
    assert [(found.address, found.status) for found in reports_in(several)] == [
        ("a@example.org", "5.1.1"),
        ("b@example.org", "4.4.1"),
    ]


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("read_bounces", str(tmp_path / "nothing"))


def wish(subject, date="Mon, 29 Jun 2099 10:00:00 -0000"):
    return LEAVING.format(address="amina@example.org", subject=subject, date=date).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("between", [" ", "%20", "+"])
def test_a_mail_by_which_a_mailbox_leaves_takes_its_owner_off_the_list(read, between):
    leaves, stays = make_subscriber(), make_subscriber()
    token = unsubscribe_link(leaves).split("/")[-2]

    wishes = [f"unsubscribe{between}{token}", "unsubscribe me", f"unsubscribe {token}x", "=?utf-8?q?", "\udcff <@"]
    said = read(*map(wish, wishes), wish(f"unsubscribe {token}", date="yesterday"))

    assert "Taken off a list: 1. Other e-mails: 5." in said
    assert list(Subscriber.objects.confirmed()) == [stays]


def test_a_wish_to_leave_from_before_somebody_came_back_is_none(read):
    subscriber = make_subscriber()
    token = unsubscribe_link(subscriber).split("/")[-2]

    read(wish(f"unsubscribe {token}", date="Mon, 01 Jun 2009 10:00:00 +0000"))

    assert list(Subscriber.objects.confirmed()) == [subscriber]


def test_who_is_asked_about_entries_can_stop_it_by_mail_as_well(read):
    correspondent = Correspondent.objects.create(email="ada@example.org")
    token = stop_link(correspondent, "en").rstrip("/").rpartition("/")[2]

    assert "Taken off a list: 1." in read(wish(f"stop {token}"))

    correspondent.refresh_from_db()
    assert correspondent.stopped_at


DAY = timedelta(days=1)


def dated(moment):
    return format_datetime(moment.astimezone(UTC))


def test_an_old_wish_to_be_left_alone_ends_nothing_that_was_allowed_since(read):
    correspondent = Correspondent.objects.create(email="ada@example.org")
    token = stop_link(correspondent, "en").rstrip("/").rpartition("/")[2]
    old = wish(f"stop {token}", date=dated(timezone.now() - DAY))
    read(old)
    stopped = Correspondent.objects.get().stopped_at
    assert stopped
    read(old)
    assert Correspondent.objects.get().stopped_at == stopped
    set_stopped("ada@example.org", stopped=False)

    assert "Taken off a list: 1." in read(old)

    assert Correspondent.objects.get().stopped_at is None
    read(wish(f"stop {token}", date=dated(timezone.now() + DAY)))
    assert Correspondent.objects.get().stopped_at


def test_an_old_wish_to_leave_ends_no_request_that_came_since(read):
    subscriber = make_subscriber()
    token = unsubscribe_link(subscriber).split("/")[-2]
    now = timezone.now()
    Subscriber.objects.update(state="paused", confirmed_at=now - 9 * DAY, asked_at=now - DAY, request=uuid4())

    read(wish(f"unsubscribe {token}", date=dated(now - 2 * DAY)))

    subscriber.refresh_from_db()
    assert (subscriber.state, subscriber.request is None) == ("paused", False)


@pytest.mark.parametrize(("days", "state"), [(-1, "confirmed"), (1, "unsubscribed")])
def test_when_a_wish_came_says_our_own_mail_server_and_not_the_clock_of_its_sender(read, days, state):
    subscriber = making.make_subscriber()
    token = unsubscribe_link(subscriber).split("/")[-2]
    own = f"Received: from mail.example by ours.example;\n {dated(timezone.now() + days * DAY)}\n"
    other = f"Received: from laptop.example; {dated(timezone.now() - 30 * days * DAY)}\n"

    read(own.encode() + other.encode() + wish(f"unsubscribe {token}", date=dated(timezone.now() - 30 * days * DAY)))

    subscriber.refresh_from_db()
    assert subscriber.state == state
