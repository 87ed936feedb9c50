"""How an issue goes out: started, queued batch by batch, and settled when its mails are gone.

Each step is one transaction, so that a process may be ended anywhere: what it was at is either done or untouched.
"""

import re
from collections.abc import Iterable
from smtplib import SMTPRecipientsRefused

from django.utils import timezone
from post_office.models import STATUS, Email

from entries.actions import store_text
from entries.models import PublicationState
from newsletter.actions.issues import complaint_at, locked_issue, texts_by_language
from newsletter.actions.subscribing import note_bounce
from newsletter.emails import IssueMail
from newsletter.models import Delivery, Issue, IssueState
from newsletter.timeliness import without_what_is_over
from operations.turns import writing

BATCH = 200
# A reply of the mail server to an address in the log, such as (550, b'5.1.1 No such user').
REFUSED_FOR_GOOD = re.compile(r"\(5\d\d, b['\"](5\.\d{1,3}\.\d{1,3})?", re.ASCII)
# The status “other address status” of RFC 3463 stands in for a reply without a status.
ADDRESS_STATUS = "5.1.0"


@writing
def start(issue: Issue) -> Issue:
    """Begin to send a scheduled issue: it is public now, and its text is fixed. Raises IssueError.

    Rows of its lists that lead to what is over by now are left out. Where the text itself names such, or nothing is
    left of it, it becomes a draft again, with the reason in its history.
    """
    issue = locked_issue(issue)
    now = timezone.now()
    if complaint := complaint_at(issue, now):
        issue.step_to(IssueState.DRAFT)
        issue.send_at = None
        return store_text(issue, by=None, reason=complaint)
    issue.step_to(IssueState.SENDING)
    for name, text in texts_by_language(issue).items():
        setattr(issue, name, without_what_is_over(text, now))
    issue.started_at = now
    issue.move_to(PublicationState.PUBLISHED)
    issue.published_at = issue.started_at
    return store_text(issue, by=None, reason="Sending began")


@writing
def queue_batch(issue: Issue, *, size: int = BATCH) -> int:
    """Queue an issue for the next subscribers who do not have it; returns for how many, 0 when all have it.

    The mails and the deliveries that say so are one transaction, under a lock on the issue: however often and on
    however many hosts this runs, nobody is queued twice.
    """
    Issue.objects.select_for_update().get(pk=issue.pk)
    batch = list(issue.readers_without_it().order_by("pk").select_for_update()[:size])
    templates = {language: IssueMail(issue, language) for language in {subscriber.language for subscriber in batch}}
    mails = [templates[subscriber.language].to_subscriber(subscriber) for subscriber in batch]
    Email.objects.bulk_create(mails)
    Delivery.objects.bulk_create(
        Delivery(issue=issue, subscriber=subscriber, email=mail) for subscriber, mail in zip(batch, mails, strict=True)
    )
    return len(batch)


@writing
def settle(issue: Issue, *, size: int = BATCH) -> int:
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


def _note_refusals(keys: Iterable[int]) -> None:
    """Count deliveries as mails that came back where the mail server at last refused the address, and for good."""
    for delivery in Delivery.objects.filter(pk__in=keys, email__isnull=False).select_related("subscriber", "email"):
        log = delivery.email.logs.order_by("-pk").first()
        refused = log and log.exception_type == SMTPRecipientsRefused.__name__ and REFUSED_FOR_GOOD.search(log.message)
        if refused:
            note_bounce(
                delivery.subscriber,
                report=f"delivery {delivery.pk}",
                status=refused[1] or ADDRESS_STATUS,
                on=timezone.localdate(),
            )


@writing
def finish(issue: Issue) -> bool:
    """Note that an issue is sent, when all have it and no mail of it waits; returns whether that is so."""
    stored = locked_issue(issue)
    if stored.state != IssueState.SENDING:
        return stored.state == IssueState.SENT
    if Delivery.objects.filter(issue=issue, state=Delivery.State.QUEUED).exists():
        return False
    stored.step_to(IssueState.SENT)
    stored.finished_at = timezone.now()
    stored.recipients = stored.deliveries.filter(state=Delivery.State.SENT).count()
    store_text(stored, by=None, reason="Sent")
    return True
