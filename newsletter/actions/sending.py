"""How an issue goes out: started, queued batch by batch, and settled when its mails are gone.

Each step is one transaction, so that a process may be ended anywhere: what it was at is either done or untouched.
"""

from smtplib import SMTPRecipientsRefused

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from post_office.models import STATUS, Email

from entries.models import Publication
from newsletter.actions.issues import locked, store
from newsletter.actions.subscribing import note_bounce
from newsletter.emails import IssueMail
from newsletter.models import Delivery, Issue, IssueState, Subscriber

BATCH = 200
# “Other undefined status” of RFC 3463.
REFUSED_FOR_GOOD = "5.0.0"


@transaction.atomic
def start(issue):
    """Begin to send a scheduled issue: it is public now, and its text is fixed. Raises IssueError."""
    issue = locked(issue)
    issue.step_to(IssueState.SENDING)
    issue.started_at = timezone.now()
    issue.move_to(Publication.PUBLISHED)
    issue.published_at = issue.started_at
    return store(issue, None, "Sending began")


@transaction.atomic
def queue_batch(issue, *, size=BATCH):
    """Queue an issue for the next subscribers who do not have it; returns for how many, 0 when all have it.

    The mails and the deliveries that say so are one transaction, under a lock on the issue: however often and on
    however many hosts this runs, nobody is queued twice.
    """
    Issue.objects.select_for_update().get(pk=issue.pk)
    has_it = Delivery.objects.filter(issue=issue, subscriber=OuterRef("pk"))
    waiting = Subscriber.objects.confirmed().filter(~Exists(has_it), confirmed_at__lte=issue.started_at)
    batch = list(waiting.order_by("pk").select_for_update()[:size])
    templates = {language: IssueMail(issue, language) for language in {subscriber.language for subscriber in batch}}
    mails = [templates[subscriber.language].to_subscriber(subscriber) for subscriber in batch]
    Email.objects.bulk_create(mails)
    Delivery.objects.bulk_create(
        Delivery(issue=issue, subscriber=subscriber, email=mail) for subscriber, mail in zip(batch, mails, strict=True)
    )
    return len(batch)


@transaction.atomic
def settle(issue, *, size=BATCH):
    """Note which mails of an issue are gone, and throw them away: its text is in the archive. Returns how many."""
    Delivery.objects.filter(issue=issue, state=Delivery.State.QUEUED, email__isnull=True).update(
        state=Delivery.State.DROPPED
    )
    gone = Delivery.objects.filter(
        issue=issue, state=Delivery.State.QUEUED, email__status__in=[STATUS.sent, STATUS.failed]
    )
    rows = list(gone.values_list("pk", "email", "email__status")[:size])
    _note_refusals([pk for pk, _mail, was in rows if was == STATUS.failed])
    for status, state in ((STATUS.sent, Delivery.State.SENT), (STATUS.failed, Delivery.State.FAILED)):
        Delivery.objects.filter(pk__in=[pk for pk, _mail, was in rows if was == status]).update(state=state)
    Email.objects.filter(pk__in=[mail for _pk, mail, _was in rows]).delete()
    return len(rows)


def _note_refusals(keys):
    """Count deliveries that the mail server would not take as mails that came back for good."""
    refused = Delivery.objects.filter(pk__in=keys, email__logs__exception_type=SMTPRecipientsRefused.__name__)
    for delivery in refused.select_related("subscriber").distinct():
        note_bounce(
            delivery.subscriber, report=f"delivery {delivery.pk}", status=REFUSED_FOR_GOOD, on=timezone.localdate()
        )


@transaction.atomic
def finish(issue):
    """Note that an issue is sent, when all have it and no mail of it waits; returns whether that is so."""
    stored = locked(issue)
    if stored.state != IssueState.SENDING:
        return stored.state == IssueState.SENT
    if Delivery.objects.filter(issue=issue, state=Delivery.State.QUEUED).exists():
        return False
    stored.step_to(IssueState.SENT)
    stored.finished_at = timezone.now()
    stored.recipients = stored.deliveries.filter(state=Delivery.State.SENT).count()
    store(stored, None, "Sent")
    return True
