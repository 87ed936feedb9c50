"""Who writes pages, events, accounts to follow and messages, and which domains are blocked."""

from uuid import uuid4

from cluster.actions import delete_channel, publish_item, publish_page, save_channel, withdraw_page
from cluster.contact import answer_message, delete_message, release_message, send_message
from cluster.models import Channel, Event, Message, MessageAnswer, Page
from entries.actions import withdraw
from screening.models import BlockedDomain
from screening.verdict import Verdict
from tests.cluster.making import make_event, make_page
from tests.pairs.writing import Sent, Writer, acting, browser, change_form, met
from tests.submissions.conftest import seen


def met_page(world, mark):
    return met(world, "page", lambda: make_page("met", published=False))


def met_event(world, mark):
    return met(world, "event", lambda: make_event("Met", themes=["language"], published=False))


def met_channel(world, mark=""):
    make = lambda: save_channel(Channel(name="Met", handle="@met", url="https://example.org/@met"))  # noqa: E731
    return met(world, "channel", make)


def met_domain(world):
    return met(world, "domain", lambda: BlockedDomain.objects.create(domain="blocked.example"))


def met_spam(world, mark):
    def make():
        spam = {"email": "spam@example.org", "text": "Buy.", "language": "en", "token": uuid4()}
        return Message.objects.create(verdict=Verdict.SPAM, **spam)

    return met(world, "message", make)


def met_message(world, mark):
    """Return a message of its own for each who answers; of two who answer the same one, the second is told."""
    return Message.objects.create(email=f"{mark}@writing.example", text="Hello.", language="en", token=uuid4())


def has_been(publication):
    """Return whether the curator has made a version of a page or an event that is published, or withdrawn."""
    return lambda item, mark, by: item.history.filter(history_user=by, publication=publication).exists()


def blocking(world, mark, by):
    """The domain of a submission is blocked from its page."""
    client = browser(by)
    data = {"domain": "met.example", "kind": "spam", "note": mark}

    def is_kept(response):
        return response.status_code == 302 and BlockedDomain.objects.filter(domain="met.example").count() == 1

    return Sent(lambda: client.post("/admin/screening/blockeddomain/block/?domain=met.example", data), is_kept)


def is_gone(model):
    return lambda item, mark, by: not model.objects.filter(pk=item.pk).exists()


PAGES = {
    "page": change_form(Page, lambda world: Page.objects.get(slug="rules"), "summary_en", "page_form"),
    "event": change_form(Event, lambda world: Event.objects.get(title_en="Meetup"), "summary_en", "event_form"),
    "publish a page": acting(met_page, lambda page, mark, by: publish_page(page, by=by), has_been("published")),
    "withdraw a page": acting(met_page, lambda page, mark, by: withdraw_page(page, by=by), has_been("withdrawn")),
    "publish an event": acting(
        met_event, lambda event, mark, by: publish_item(Event.objects.get(pk=event.pk), by=by), has_been("published")
    ),
    "withdraw an event": acting(
        met_event, lambda event, mark, by: withdraw(Event.objects.get(pk=event.pk), by=by), has_been("withdrawn")
    ),
    "account to follow": change_form(Channel, met_channel, "handle", "channel_form", "@{}@example.org"),
    "delete an account": acting(
        met_channel, lambda channel, mark, by: delete_channel(channel, by=by), is_gone(Channel)
    ),
}
MESSAGES = {
    "send a message": acting(
        lambda world, mark: f"{mark}@writing.example",
        lambda email, mark, by: send_message(visit=seen(), name="Ada", email=email, text=f"Hello, {mark}."),
        lambda email, mark, by: Message.objects.filter(email=email).exists(),
    ),
    "release a message": acting(
        met_spam,
        lambda message, mark, by: release_message(message, by=by),
        lambda message, mark, by: not Message.objects.spam().filter(pk=message.pk).exists(),
    ),
    "answer a message": acting(
        met_message,
        lambda message, mark, by: answer_message(message, by=by, text=mark, seen=0),
        lambda message, mark, by: MessageAnswer.objects.filter(message=message, text=mark, by=by).exists(),
    ),
    "delete a message": acting(met_spam, lambda message, mark, by: delete_message(message), is_gone(Message)),
    "blocked domain": change_form(BlockedDomain, met_domain, "note", "blockeddomain_form"),
    "block a domain": blocking,
}
WRITERS = {
    # An event is found under its themes and cities, as entries are.
    **{name: Writer("pages entries" if name == "event" else "pages", opens) for name, opens in PAGES.items()},
    **{name: Writer("messages", opens) for name, opens in MESSAGES.items()},
}
