"""The queue of mails is sent one by one, each claimed and noted by itself."""

import signal
from datetime import timedelta
from email import message_from_string, policy
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import call_command, get_commands
from django.utils import timezone
from post_office.models import PRIORITY, STATUS, Email, Log

from accounts.mail import make_mail, queue_mail
from accounts.sending import CLAIMED_FOR, send_queued

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    """A mail server in memory. server["refuses"]: address -> what it raises; server["is_away"]: nobody answers."""
    behaviour = {"refuses": {}, "is_away": False}
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
    }
    deliver = locmem.EmailBackend.send_messages

    def send_messages(self, messages):
        for message in messages:
            if error := behaviour["refuses"].get(message.to[0]):
                raise error
        return deliver(self, messages)

    def open_connection(self):
        if behaviour["is_away"]:
            raise ConnectionRefusedError

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", send_messages)
    monkeypatch.setattr(locmem.EmailBackend, "open", open_connection)
    return behaviour


@pytest.fixture(autouse=True)
def on_a_day(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    return time_machine


def queue(address, priority=PRIORITY.medium, **options):
    return queue_mail("sign_in", address, "en", link="https://example.org/", priority=priority, **options)


def arrived():
    return [message.to[0] for message in mail.outbox]


def stored(queued):
    return Email.objects.get(pk=queued.pk)


def test_what_waits_is_sent_once_the_urgent_first():
    for number in range(3):
        queue(f"reader{number}@example.org", PRIORITY.low)
    queue("signs-in@example.org")
    result = send_queued()
    assert (result.sent, result.failed, result.is_reachable) == (4, 0, True)
    assert arrived() == ["signs-in@example.org", *(f"reader{number}@example.org" for number in range(3))]
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.sent}
    assert send_queued().sent == 0


def test_what_is_for_later_waits_and_what_is_over_is_not_sent(on_a_day):
    later, over = queue("later@example.org"), queue("over@example.org")
    now = timezone.now()
    Email.objects.filter(pk=later.pk).update(scheduled_time=now + timedelta(hours=1))
    Email.objects.filter(pk=over.pk).update(expires_at=now)
    assert send_queued().sent == 0
    on_a_day.shift(timedelta(hours=1))
    assert send_queued().sent == 1
    assert arrived() == ["later@example.org"]


def test_a_mail_is_claimed_before_it_is_handed_over_so_that_no_other_sender_takes_it(monkeypatch):
    queue("amina@example.org")
    deliver = locmem.EmailBackend.send_messages

    def while_another_looks(self, messages):
        if not mail.outbox:
            mail.outbox.append(messages[0])
            assert send_queued().sent == 0
            mail.outbox.clear()
        return deliver(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", while_another_looks)
    assert send_queued().sent == 1
    assert arrived() == ["amina@example.org"]


def test_each_mail_is_noted_before_the_next_is_begun(monkeypatch):
    for number in range(3):
        queue(f"reader{number}@example.org")
    deliver, noted = locmem.EmailBackend.send_messages, []

    def look(self, messages):
        noted.append(Email.objects.filter(status=STATUS.sent).count())
        return deliver(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", look)
    send_queued()
    assert noted == [0, 1, 2]


def test_a_mail_whose_sender_was_killed_is_sent_once_more_when_its_claim_has_run_out(server, on_a_day):
    queued = queue("amina@example.org")
    server["refuses"] = {"amina@example.org": KeyboardInterrupt()}  # As sudden as a kill, as far as a test can be.
    with pytest.raises(KeyboardInterrupt):
        send_queued()
    server["refuses"] = {}
    assert send_queued().sent == 0
    on_a_day.shift(CLAIMED_FOR)
    assert send_queued().sent == 1
    assert stored(queued).status == STATUS.sent


def test_a_mail_at_which_its_sender_was_killed_twice_is_not_sent_a_third_time(server, on_a_day):
    queued, other = queue("amina@example.org"), queue("berta@example.org")
    server["refuses"] = {"amina@example.org": KeyboardInterrupt()}
    for _time in range(2):
        with pytest.raises(KeyboardInterrupt):
            send_queued()
        on_a_day.shift(CLAIMED_FOR)
    server["refuses"] = {}
    send_queued()
    assert arrived() == ["berta@example.org"]
    assert (stored(queued).status, stored(other).status) == (STATUS.failed, STATUS.sent)
    assert queued.logs.get().exception_type == "Interrupted"


def test_what_is_rather_lost_than_sent_twice_is_given_up_at_the_first_interruption(server, on_a_day):
    queued = queue("amina@example.org", never_twice=True)
    server["refuses"] = {"amina@example.org": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        send_queued()
    server["refuses"] = {}
    on_a_day.shift(CLAIMED_FOR)
    assert send_queued().sent == 0
    assert stored(queued).status == STATUS.failed
    assert queued.logs.get().exception_type == "Interrupted"


def test_failures_that_were_noticed_are_no_interruptions_and_are_tried_again(server, on_a_day, settings):
    queued = queue("amina@example.org")
    server["refuses"] = {"amina@example.org": SMTPServerDisconnected("gone")}
    for _time in range(4):
        assert send_queued().failed == 1
        assert send_queued().failed == 0
        on_a_day.shift(settings.POST_OFFICE["RETRY_INTERVAL"])
    server["refuses"] = {}
    assert send_queued().sent == 1
    assert queued.logs.count() == 4


def test_a_failure_ends_for_good_after_the_most_tries(server, on_a_day, settings):
    settings.POST_OFFICE = settings.POST_OFFICE | {"MAX_RETRIES": 2}
    queued = queue("amina@example.org")
    server["refuses"] = {"amina@example.org": SMTPServerDisconnected("gone")}
    for _time in range(5):
        send_queued()
        on_a_day.shift(settings.POST_OFFICE["RETRY_INTERVAL"])
    assert stored(queued).status == STATUS.failed
    assert queued.logs.count() == 3


@pytest.mark.parametrize(
    ("code", "text", "status"),
    [
        (550, b"5.1.1 No such user", STATUS.failed),
        (550, b"5.7.1 Relaying denied", STATUS.requeued),
        (550, b"No such user", STATUS.requeued),
        (450, b"4.2.0 Greylisted", STATUS.requeued),
    ],
)
def test_only_an_address_that_is_said_not_to_exist_is_given_up_at_once(server, code, text, status):
    queued, other = queue("amina@example.org"), queue("berta@example.org")
    server["refuses"] = {"amina@example.org": SMTPRecipientsRefused({"amina@example.org": (code, text)})}
    result = send_queued()
    assert (result.sent, result.failed) == (1, 1)
    assert (stored(queued).status, stored(other).status) == (status, STATUS.sent)


def test_while_the_mail_server_is_away_the_queue_stays_as_it_is(server):
    queued = queue("amina@example.org")
    server["is_away"] = True
    assert send_queued().is_reachable is False
    after = stored(queued)
    assert (after.status, after.number_of_retries, after.scheduled_time) == (STATUS.queued, None, None)
    server["is_away"] = False
    assert send_queued().sent == 1


def test_a_server_that_fails_at_every_mail_is_left_alone_for_a_while(server):
    addresses = [f"reader{number}@example.org" for number in range(8)]
    for address in addresses:
        queue(address)
    server["refuses"] = dict.fromkeys(addresses, SMTPServerDisconnected("ill"))
    result = send_queued()
    assert (result.failed, result.is_reachable) == (5, False)
    assert Email.objects.filter(status=STATUS.queued).count() == 3


def test_it_stops_between_two_mails_when_it_is_told_to():
    for number in range(3):
        queue(f"reader{number}@example.org")
    assert send_queued(lambda: len(mail.outbox) == 2).sent == 2
    assert Email.objects.filter(status=STATUS.queued).count() == 1


def test_the_command_of_the_timer_is_ours_and_says_what_it_did(capsys):
    assert get_commands()["send_queued_mail"] == "accounts"
    before = signal.getsignal(signal.SIGTERM)
    queue("amina@example.org")
    call_command("send_queued_mail")
    call_command("send_queued_mail")
    assert capsys.readouterr().out == "Sent: 1, failed: 0.\n"
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_mail_is_made_without_being_stored_until_it_is_queued():
    made = make_mail("sign_in", "amina@example.org", "ar", link="https://example.org/")
    assert 'dir="rtl"' in made.html_message
    assert not Email.objects.exists()


def test_addresses_that_are_refused_hold_up_nobody_else(server, on_a_day, settings):
    refused = [f"reader{number}@example.org" for number in range(30)]
    for address in refused:
        queue(address)
    queue("signs-in@example.org")
    server["refuses"] = {address: SMTPRecipientsRefused({address: (550, b"No such user")}) for address in refused}
    result = send_queued()
    assert (result.sent, result.failed, result.is_reachable) == (1, 30, True)
    on_a_day.shift(settings.POST_OFFICE["RETRY_INTERVAL"])
    queue("new@example.org")
    send_queued(lambda: len(mail.outbox) == 2)
    assert arrived() == ["signs-in@example.org", "new@example.org"]
    assert Log.objects.count() == 30


def test_a_mail_that_is_deleted_while_it_is_handed_over_holds_up_nobody_else(monkeypatch):
    deleted, other = queue("amina@example.org"), queue("berta@example.org")
    deliver = locmem.EmailBackend.send_messages

    def delete_and_refuse(self, messages):
        if Email.objects.filter(pk=deleted.pk).delete()[0]:
            raise SMTPServerDisconnected("gone")
        return deliver(self, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", delete_and_refuse)
    result = send_queued()
    assert (result.sent, result.failed) == (1, 1)
    assert stored(other).status == STATUS.sent
    assert not Log.objects.exists()


def test_no_line_of_a_header_is_empty_and_machines_are_told_that_one_wrote(settings):
    settings.SITE_NAME = "Verzeichnis für alle"
    long = f"<https://directory.example/newsletter/unsubscribe/{'x' * 90}/>"
    queue_mail("sign_in", "ada@example.org", "ar", link="https://example.org/", headers={"List-Unsubscribe": long})
    Email.objects.update(subject="Ü" * 120)
    send_queued()

    (message,) = mail.outbox
    head = message.message().as_bytes(linesep="\r\n").partition(b"\r\n\r\n")[0].decode()
    assert f"List-Unsubscribe: {long}" in head.splitlines()
    assert [line for line in head.splitlines() if line.endswith(":") or line.endswith(": ")] == []
    assert max(map(len, head.splitlines())) <= 998
    read = message_from_string(head, policy=policy.default)
    assert (read["Subject"], read["Auto-Submitted"]) == ("Ü" * 120, "auto-generated")
    assert read["From"] == "Verzeichnis für alle <directory@localhost>"


def test_a_name_of_the_sender_that_is_set_stays(settings):
    settings.DEFAULT_FROM_EMAIL = "Somebody else <office@example.org>"

    assert queue("ada@example.org").from_email == "Somebody else <office@example.org>"
