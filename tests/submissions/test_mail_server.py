"""The mail of the intake and a real SMTP server: whatever befalls it, nothing is lost and nothing is sent twice."""

import pytest
from django.core.management import call_command
from post_office.models import STATUS, Email

from submissions.emails import send_confirmation_link

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = [f"person{number}@example.org" for number in range(7)]
MINUTES_UNTIL_THE_NEXT_TRY = 6


@pytest.fixture
def send():
    """send() empties the queue as the timer of a deployment does."""
    return lambda: call_command("send_queued_mail", verbosity=0)


@pytest.fixture
def queued(handed_in, time_machine):
    """Seven people hand in something; each gets one mail."""
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    for number, address in enumerate(PEOPLE):
        handed_in(email=address, name=f"Project {number}")


def wait(time_machine, minutes=MINUTES_UNTIL_THE_NEXT_TRY):
    time_machine.shift(minutes * 60)


def left():
    return Email.objects.exclude(status=STATUS.sent).count()


def test_each_mail_is_sent_once_however_often_the_queue_is_emptied(mail_server, queued, send, time_machine):
    for _time in range(3):
        send()
        wait(time_machine)
    assert mail_server.recipients == PEOPLE
    assert left() == 0


def test_a_server_that_is_away_for_a_day_loses_nothing_and_gets_nothing_twice(mail_server, queued, send, time_machine):
    mail_server.stop()
    for _time in range(5):
        send()
        wait(time_machine, minutes=5 * 60)
    assert left() == len(PEOPLE)
    mail_server.start()
    send()
    wait(time_machine)
    send()
    assert mail_server.recipients == PEOPLE
    assert left() == 0


def test_what_is_queued_while_the_server_is_away_follows_too(mail_server, queued, send, time_machine, handed_in):
    send()
    mail_server.stop()
    handed_in(email="late@example.org", name="Late one")
    send()
    mail_server.start()
    wait(time_machine)
    send()
    assert mail_server.recipients == ["late@example.org", *PEOPLE]


def test_a_server_that_says_later_is_asked_again_later(mail_server, queued, send, time_machine):
    mail_server.start(mood="busy")
    send()
    assert (mail_server.recipients, left()) == ([], len(PEOPLE))
    mail_server.start(mood="well")
    wait(time_machine)
    send()
    assert mail_server.recipients == PEOPLE


def test_what_a_dying_server_never_took_is_sent_again(mail_server, queued, send, time_machine):
    mail_server.start(mood="dies")
    send()
    mail_server.stop()
    assert left() == len(PEOPLE)
    mail_server.start(mood="well")
    for _time in range(2):
        wait(time_machine)
        send()
    assert mail_server.recipients == PEOPLE


def test_what_a_dying_server_took_is_not_sent_again(mail_server, queued, send, time_machine):
    """It says yes to a mail and breaks off before anybody says goodbye, each time."""
    mail_server.start(mood="hangs up")
    for _time in range(len(PEOPLE) + 1):
        send()
        wait(time_machine)
    assert mail_server.recipients == PEOPLE
    assert left() == 0


def test_what_a_server_took_without_an_answer_is_sent_once_more_and_never_a_third_time(
    mail_server, queued, send, time_machine
):
    mail_server.start(mood="goes silent")
    for _time in range(len(PEOPLE) + 1):
        send()
        wait(time_machine)
    assert mail_server.recipients == sorted(PEOPLE * 2)
    assert set(Email.objects.values_list("status", flat=True)) == {STATUS.failed}


def test_a_mail_arrives_as_text_and_html_under_a_name_of_its_own(mail_server, queued, send):
    send()
    mails = [mail for _addresses, mail in mail_server.mails]
    assert len({mail["Message-ID"] for mail in mails}) == len(PEOPLE)
    for mail in mails:
        assert mail.get_content_type() == "multipart/alternative"
        text, html = (part.get_content() for part in mail.iter_parts())
        assert "/submit/confirm/" in text
        assert '<a href="http' in html


def test_no_mail_is_sent_for_what_was_not_kept(mail_server, handed_in, send, monkeypatch):
    """The mail is queued in the transaction of what caused it: where that fails, nobody is written to."""

    def fail(submission):
        send_confirmation_link(submission)
        raise RuntimeError

    monkeypatch.setattr("submissions.emails.send_confirmation_link", fail)
    with pytest.raises(RuntimeError):
        handed_in()
    monkeypatch.undo()
    send()
    assert (mail_server.mails, Email.objects.count()) == ([], 0)
