"""What the database refuses, whoever writes, and which steps there are."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from newsletter.models import Bounce, Delivery, Issue, IssueError, Subscriber, SubscriberError
from newsletter.models.issues import NEXT_STATES as NEXT_OF_ISSUE
from newsletter.models.issues import IssueState
from newsletter.models.subscribers import NEXT_STATES as NEXT_OF_SUBSCRIBER
from newsletter.models.subscribers import SubscriberState
from tests.newsletter.making import make_issue, make_subscriber

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def refused(name):
    """Return a context in which the database has to refuse what is done by this constraint."""
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(
    ("state", "changes", "constraint"),
    [
        ("confirmed", {"email": "Upper@example.org"}, "newsletter_subscriber_in_lower_case"),
        ("confirmed", {"confirmed_at": None}, "newsletter_subscriber_confirmed_has_a_date"),
        ("unconfirmed", {"confirmed_at": NOW}, "newsletter_subscriber_confirmed_has_a_date"),
        ("unconfirmed", {"request": None}, "newsletter_subscriber_unconfirmed_has_a_request"),
    ],
)
def test_a_subscriber_that_cannot_be_is_refused(state, changes, constraint):
    subscriber = make_subscriber(state=state)
    with refused(constraint), transaction.atomic():
        Subscriber.objects.filter(pk=subscriber.pk).update(**changes)


@pytest.mark.parametrize(
    ("state", "changes", "constraint"),
    [
        ("draft", {"since": NOW, "until": NOW - timedelta(days=1)}, "newsletter_issue_window_in_order"),
        ("scheduled", {"send_at": None}, "newsletter_issue_scheduled_has_a_time"),
        ("draft", {"publication": "published", "published_at": NOW}, "newsletter_issue_begun_is_public"),
        ("draft", {"started_at": NOW}, "newsletter_issue_begun_is_public"),
        ("sending", {"publication": "draft"}, "newsletter_issue_begun_is_public"),
        ("sending", {"published_at": None}, "newsletter_issue_published_has_a_date"),
        ("sending", {"state": "sent"}, "newsletter_issue_sent_has_a_date"),
        ("sending", {"finished_at": NOW}, "newsletter_issue_sent_has_a_date"),
    ],
)
def test_an_issue_that_cannot_be_is_refused(state, changes, constraint):
    issue = make_issue(state=state)
    with refused(constraint), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).update(**changes)


def test_an_address_is_there_once():
    make_subscriber("amina@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_subscriber("amina@example.org")


def test_an_issue_is_delivered_to_a_subscriber_once_and_a_report_counted_once():
    subscriber, issue = make_subscriber(), make_issue()
    Delivery.objects.create(issue=issue, subscriber=subscriber)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(issue=issue, subscriber=subscriber)
    bounce = {"subscriber": subscriber, "report": "a", "status": "5.1.1", "is_hard": True, "on": NOW.date()}
    Bounce.objects.create(**bounce)
    with pytest.raises(IntegrityError), transaction.atomic():
        Bounce.objects.create(**bounce)


@pytest.mark.parametrize("before", SubscriberState)
@pytest.mark.parametrize("after", SubscriberState)
def test_a_subscriber_takes_only_the_steps_of_the_map(before, after):
    subscriber = Subscriber(state=before)
    if after in NEXT_OF_SUBSCRIBER[before]:
        subscriber.step_to(after)
        assert subscriber.state == after
    else:
        with pytest.raises(SubscriberError):
            subscriber.step_to(after)
        assert subscriber.state == before


@pytest.mark.parametrize("before", IssueState)
@pytest.mark.parametrize("after", IssueState)
def test_an_issue_takes_only_the_steps_of_the_map(before, after):
    issue = Issue(state=before)
    if after in NEXT_OF_ISSUE[before]:
        issue.step_to(after)
        assert issue.state == after
    else:
        with pytest.raises(IssueError):
            issue.step_to(after)
        assert issue.state == before


def test_what_the_log_of_the_admin_keeps_of_a_subscriber_is_no_address():
    assert str(make_subscriber("amina@example.org")) == "a…@example.org"
