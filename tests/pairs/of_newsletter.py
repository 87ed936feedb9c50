"""Who writes and sends issues, and who comes onto the list and off it."""

from django.core.management import call_command
from django.utils import timezone

from newsletter.actions import (
    cancel,
    confirm_subscription,
    delete_draft,
    delete_subscriber,
    note_bounce,
    schedule,
    send_to_oneself,
    set_language,
    show_again,
    subscribe,
    unsubscribe,
    withdraw_issue,
)
from newsletter.models import Delivery, Issue, IssueState, Subscriber, SubscriberState
from tests.newsletter.making import mails, make_issue, make_subscriber
from tests.pairs.writing import Sent, Writer, acting, browser, change_form, met


def putting_together(world, mark, by):
    """An issue is made of what is new."""
    Issue.objects.filter(until__isnull=False).delete()
    client = browser(by)

    def is_kept(response):
        drafts = Issue.objects.filter(state=IssueState.DRAFT, until__isnull=False)
        return response.status_code == 302 and drafts.count() == 1

    return Sent(lambda: client.post("/admin/newsletter/issue/put-together/"), is_kept)


def met_draft(world, mark=""):
    return met(world, "draft", make_issue)


def met_issue(state):
    def make(world, mark):
        reader(world, mark)
        return met(world, state, lambda: make_issue(state=state))

    return make


def reader(world, mark):
    return met(world, "reader", lambda: make_subscriber("reader@example.org"))


def asking(world, mark):
    return met(world, "asking", lambda: make_subscriber("asking@example.org", state="unconfirmed"))


def has_stepped(**values):
    """Return whether the curator has made a version of the issue with these values."""
    return lambda issue, mark, by: Issue.history.filter(id=issue.pk, history_user=by, **values).exists()


def is_sent_once(issue, mark, by):
    """Whoever gets it gets it once; where it was cancelled or its only reader left before, nobody does."""
    stored = Issue.objects.get(pk=issue.pk)
    number = Delivery.objects.filter(issue=issue, subscriber__email="reader@example.org").count()
    readers = Subscriber.objects.filter(email="reader@example.org", state=SubscriberState.CONFIRMED)
    is_due = stored.state in (IssueState.SENDING, IssueState.SENT) and readers.exists()
    return number == 1 if is_due else number <= 1


def is_left(subscriber, mark, by):
    return not Subscriber.objects.filter(pk=subscriber.pk, state=SubscriberState.CONFIRMED).exists()


def speaks_german_or_left(subscriber, mark, by):
    return not Subscriber.objects.filter(pk=subscriber.pk).exclude(language="de").exists()


ISSUES = {
    "put together": putting_together,
    "edit an issue": change_form(Issue, met_draft, "title_en", "issue_form"),
    "schedule": acting(
        met_draft,
        lambda issue, mark, by: schedule(issue, by=by),
        has_stepped(history_change_reason__startswith="To be sent"),
    ),
    "delete a draft": acting(
        met_draft,
        lambda issue, mark, by: delete_draft(issue),
        lambda issue, mark, by: not Issue.objects.filter(pk=issue.pk).exists(),
    ),
    "send to oneself": acting(
        met_draft,
        lambda issue, mark, by: send_to_oneself(issue, by=by, languages=["en"]),
        lambda issue, mark, by: len(mails(by.email)) == 1,
    ),
    "cancel": acting(
        met_issue("scheduled"),
        lambda issue, mark, by: cancel(issue, by=by),
        has_stepped(history_change_reason="Sending cancelled"),
    ),
    "show an issue again": acting(
        met_issue("sending"), lambda issue, mark, by: show_again(issue, by=by), has_stepped(publication="published")
    ),
    "withdraw an issue": acting(
        met_issue("sending"),
        lambda issue, mark, by: withdraw_issue(issue, by=by),
        has_stepped(publication="withdrawn"),
    ),
}
SUBSCRIBERS = {
    # Each an address of their own, as who asks twice gets two.
    "subscribe": acting(
        lambda world, mark: f"{mark}@reader.example",
        lambda email, mark, by: subscribe(email=email, language="en"),
        lambda email, mark, by: len(mails(email)) == 1,
    ),
    "confirm a subscription": acting(
        asking,
        lambda subscriber, mark, by: confirm_subscription(subscriber),
        lambda subscriber, mark, by: Subscriber.objects.get(pk=subscriber.pk).is_confirmed,
    ),
    "unsubscribe": acting(reader, lambda subscriber, mark, by: unsubscribe(subscriber), is_left),
    "speak another language": acting(
        reader, lambda subscriber, mark, by: set_language(subscriber, "de"), speaks_german_or_left
    ),
    "delete a subscriber": acting(
        reader,
        lambda subscriber, mark, by: delete_subscriber(subscriber),
        lambda subscriber, mark, by: not Subscriber.objects.filter(pk=subscriber.pk).exists(),
    ),
    "bounce": acting(
        reader,
        lambda subscriber, mark, by: note_bounce(subscriber, report=mark, status="5.1.1", on=timezone.localdate()),
        lambda subscriber, mark, by: (
            is_left(subscriber, mark, by) or Subscriber.objects.filter(bounces__report=mark).exists()
        ),
    ),
}
SENDING = acting(
    met_issue("scheduled"), lambda issue, mark, by: call_command("send_newsletter", verbosity=0) or True, is_sent_once
)
WRITERS = {
    **{name: Writer("issues", opens) for name, opens in ISSUES.items()},
    **{name: Writer("subscribers", opens) for name, opens in SUBSCRIBERS.items()},
    "send": Writer("issues subscribers", SENDING),
}
