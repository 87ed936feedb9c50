"""Plain functions that make saved things of the newsletter, and read its mails."""

import re
from datetime import timedelta
from itertools import count

from django.utils import timezone
from post_office.models import STATUS, Email

from newsletter import consent
from newsletter.actions import save_issue, schedule, start
from newsletter.models import Issue, Subscriber

_numbers = count(1)
LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")


def make_subscriber(email=None, *, state="confirmed", **fields):
    """Return a saved subscriber; a confirmed one unless said otherwise."""
    now = timezone.now()
    defaults = {"asked_in": "en", "wording": consent.VERSION, "asked_at": now, "state": state}
    if state != "unconfirmed":
        defaults |= {"confirmed_at": now, "request": None}
    return Subscriber.objects.create(email=email or f"reader{next(_numbers)}@example.org", **defaults | fields)


def make_issue(title=None, *, state="draft", **fields):
    """Return a saved issue that came to its state as issues do, up to being sent."""
    defaults = {"title_en": title or f"Issue {next(_numbers)}", "text_en": "# News\n\nSomething *new*."}
    issue = save_issue(Issue(**defaults | fields))
    if state in ("scheduled", "sending"):
        schedule(issue, by=None, send_at=timezone.now() - timedelta(minutes=1))
    if state == "sending":
        start(issue)
    return Issue.objects.get(pk=issue.pk)


def mails(to=None):
    """Return the mails in the queue, oldest first."""
    found = Email.objects.order_by("pk")
    return list(found.filter(to=to) if to else found)


def links_in(mail):
    """Return the paths of the links of a mail's text."""
    return LINK.findall(mail.message)


def send_all(status=STATUS.sent):
    """Take every mail for sent, without a mail server."""
    Email.objects.update(status=status)
