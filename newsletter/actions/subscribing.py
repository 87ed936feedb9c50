"""How an address comes onto the list, and off it again."""

import re
from datetime import date
from uuid import uuid4

from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.limits import DAY, HOUR
from newsletter import consent, emails
from newsletter.models import Bounce, Delivery, Subscriber, SubscriberError, SubscriberState
from newsletter.terms import HARD_BOUNCES_WITHIN, MOST_HARD_BOUNCES, PROOF_FOR, UNCONFIRMED_FOR
from operations.turns import writing
from screening.limits import spend_unless_free_mail

LIMITS = {
    "address": ((3, HOUR), (6, DAY)),
    "network": ((20, HOUR), (60, DAY)),
    "domain": ((300, DAY),),
}
# The status codes of RFC 3463 for a missing address (5.1.x) and a closed mailbox (5.2.1). Other faults may pass.
HARD = re.compile(r"5\.(1\.\d+|2\.1)", re.ASCII)


@writing
def subscribe(*, email: str, language: str, network: str = "") -> None:
    """Note that somebody wants the newsletter, and ask the address whether that is so. Raises LimitReached.

    Nothing that comes back or is raised tells whether the address was known. One that is subscribed gets a mail that
    says so, and stays as it is: anybody may have typed it.
    """
    email = email.lower()
    spend_unless_free_mail("newsletter", LIMITS, email=email, network=network)
    asked = {
        "language": language,
        "asked_at": timezone.now(),
        "asked_in": language,
        "wording": consent.VERSION,
        "asked_network": network,
    }
    subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(email=email, defaults=asked)
    if subscriber.is_confirmed:
        emails.send_known(subscriber)
        return
    if not is_new:
        subscriber.keep_consent()
        for name, value in asked.items():
            setattr(subscriber, name, value)
        subscriber.request = subscriber.request or uuid4()
        subscriber.save()
    emails.send_request(subscriber)


@writing
def confirm_subscription(subscriber: Subscriber, *, network: str = "") -> Subscriber:
    """Take an address onto the list; its request is used up.

    Raises SubscriberError where it is on it already, or was deleted in the meantime.
    """
    subscriber = _locked(subscriber)
    subscriber.step_to(SubscriberState.CONFIRMED)
    subscriber.confirmed_at, subscriber.confirmed_network = timezone.now(), network
    subscriber.request = None
    subscriber.save()
    subscriber.bounces.all().delete()
    return subscriber


@writing
def unsubscribe(subscriber: Subscriber) -> None:
    """Take an address off the list, with what is queued for it. Doing so twice does no harm.

    The proof of its consent stays; without one nothing of it is kept.
    """
    try:
        subscriber = _locked(subscriber)
    except SubscriberError:
        return
    if subscriber.state == SubscriberState.UNCONFIRMED:
        delete_subscriber(subscriber)
    elif subscriber.state != SubscriberState.UNSUBSCRIBED:
        subscriber.step_to(SubscriberState.UNSUBSCRIBED)
        subscriber.request = None
        subscriber.save()
        _drop_what_waits(subscriber)


@writing
def set_language(subscriber: Subscriber, language: str) -> Subscriber:
    """Change the language of the newsletter; returns the subscriber. Raises SubscriberError where it was deleted."""
    subscriber = _locked(subscriber)
    subscriber.language = language
    subscriber.save(update_fields=["language"])
    return subscriber


@writing
def delete_subscriber(subscriber: Subscriber) -> None:
    """Delete an address with all that is kept about it here, and the copies of the mails of the newsletter to it."""
    subscriber.forget()


@writing
def delete_old_subscribers() -> int:
    """Delete those who did not confirm in time, and those who left or were paused so long ago that nobody asks.

    Returns how many.
    """
    now = timezone.now()
    unconfirmed = Subscriber.objects.filter(state=SubscriberState.UNCONFIRMED, asked_at__lt=now - UNCONFIRMED_FOR)
    gone = Subscriber.objects.filter(
        state__in=[SubscriberState.UNSUBSCRIBED, SubscriberState.PAUSED], state_since__lt=now - PROOF_FOR
    )
    old = list(unconfirmed.select_for_update()) + list(gone.select_for_update())
    for subscriber in old:
        delete_subscriber(subscriber)
    return len(old)


@writing
def note_bounce(subscriber: Subscriber, *, report: str, status: str, on: date, is_certain: bool = True) -> bool:
    """Count a mail that came back, once a report; pause the address where that happened for good on more than one day.

    report: digest of the report; status: of RFC 3463, such as 5.1.1; on: its day; is_certain: whether it is about a
    mail of ours, as only that can be for good. Returns whether it is a new one; False where the subscriber was deleted.
    """
    try:
        subscriber = _locked(subscriber)
    except SubscriberError:
        return False
    is_hard = is_certain and bool(HARD.fullmatch(status))
    _bounce, is_new = Bounce.objects.get_or_create(
        subscriber=subscriber, report=report, defaults={"status": status, "is_hard": is_hard, "on": on}
    )
    near = (on - HARD_BOUNCES_WITHIN, on + HARD_BOUNCES_WITHIN)
    # What came back before somebody has confirmed anew was about the last time; the same mailbox is read again.
    since = timezone.localdate(subscriber.confirmed_at) if subscriber.confirmed_at else date.min
    hard = subscriber.bounces.filter(is_hard=True, on__range=near, on__gte=since)
    days = hard.order_by().values("on").distinct().count()
    if is_new and subscriber.is_confirmed and days >= MOST_HARD_BOUNCES:
        subscriber.step_to(SubscriberState.PAUSED)
        subscriber.save(update_fields=["state", "state_since"])
        _drop_what_waits(subscriber)
    return is_new


def _locked(subscriber: Subscriber) -> Subscriber:
    """Return a subscriber as stored now; its row is locked. Raises SubscriberError where it was deleted."""
    stored = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    if stored is None:
        raise SubscriberError("This subscriber was deleted in the meantime.")
    return stored


def _drop_what_waits(subscriber: Subscriber) -> None:
    """Take the issues that wait for an address out of the queue."""
    waiting = subscriber.deliveries.filter(email__status__in=[STATUS.queued, STATUS.requeued])
    rows = list(waiting.values_list("pk", "email"))
    Delivery.objects.filter(pk__in=[pk for pk, _mail in rows]).update(state=Delivery.State.DROPPED)
    mails = [mail for _pk, mail in rows]
    Email.objects.filter(pk__in=mails).delete()
