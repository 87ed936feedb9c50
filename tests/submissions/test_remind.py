"""One mail a day to each curator while something waits."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.timezone import get_current_timezone
from post_office.models import Email

from submissions.actions import approve, mark_spam, remind_curators
from submissions.models import Submission
from tests.curators import make_group_curator
from tests.factories import make_visitor
from tests.submissions.conftest import UNLIKE, link_in, mails

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 23, 7, tzinfo=get_current_timezone())


def reminded():
    """Return the addresses that got a reminder, each as often as it did."""
    return sorted(mail.to[0] for mail in Email.objects.filter(message_id__startswith="<waiting-"))


def test_nobody_is_mailed_while_nothing_waits(handed_in, reviewer):
    handed_in()
    assert remind_curators() == 0
    assert reminded() == []


def test_one_mail_to_each_curator_whatever_waits(waiting, reviewer, curator):
    for number, summary in enumerate(UNLIKE):
        waiting(summary=summary, email=f"p{number}@example.org")
    assert remind_curators() == 2
    assert reminded() == ["anna@example.org", "curator@example.org"]
    subject, text = mails("anna@example.org")[-1]
    assert subject == "3 submissions are waiting for a curator"
    assert link_in((subject, text)) == "/admin/submissions/submission/"


def test_on_the_same_day_nobody_is_mailed_twice_and_on_the_next_once_more(waiting, reviewer, time_machine):
    time_machine.move_to(MORNING, tick=False)
    waiting()
    assert [remind_curators(), remind_curators()] == [1, 0]
    time_machine.move_to(MORNING + timedelta(hours=16), tick=False)
    assert remind_curators() == 0
    time_machine.move_to(MORNING + timedelta(hours=18), tick=False)
    assert remind_curators() == 1
    assert reminded() == ["anna@example.org"] * 2


def test_a_curator_who_joins_during_the_day_is_still_told(waiting, reviewer):
    waiting()
    remind_curators()
    make_group_curator("new@example.org")
    assert remind_curators() == 1
    assert reminded() == ["anna@example.org", "new@example.org"]


def test_only_those_who_may_decide_are_mailed(waiting, reviewer):
    waiting()
    make_visitor("visitor@example.org")
    make_visitor("clerk@example.org", is_staff=True)
    make_group_curator("gone@example.org", is_active=False)
    former = make_group_curator("former@example.org")
    former.is_staff = False
    former.save()
    remind_curators()
    assert reminded() == ["anna@example.org"]


def test_each_is_mailed_in_their_language(waiting, reviewer):
    reviewer.language = "ar"
    reviewer.save()
    waiting()
    remind_curators()
    assert 'lang="ar" dir="rtl"' in Email.objects.get(to="anna@example.org").html_message


def test_suspicious_ones_are_told_apart_and_spam_is_not_told(waiting, reviewer):
    Submission.objects.filter(pk=waiting(email="a@example.org").pk).update(is_suspicious=True)
    mark_spam(waiting(email="b@example.org"), by=reviewer)
    remind_curators()
    subject, text = mails("anna@example.org")[-1]
    assert subject == "1 suspicious submission is waiting for a curator"
    assert "1 looks suspicious" in text


def test_once_all_is_decided_the_mails_stop(waiting, reviewer, time_machine):
    time_machine.move_to(MORNING, tick=False)
    submission = waiting()
    remind_curators()
    approve(submission, by=reviewer)
    time_machine.move_to(MORNING + timedelta(days=1), tick=False)
    assert remind_curators() == 0


def test_the_command_says_how_many(waiting, reviewer):
    waiting()
    out = StringIO()
    call_command("remind_curators", stdout=out)
    call_command("remind_curators", stdout=out)
    assert out.getvalue() == "Curators reminded: 1.\nCurators reminded: 0.\n"
