"""Every mail of the newsletter. All bear a List-Id, by which mailboxes sort them and we find their copies again."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import override
from post_office.models import PRIORITY

from accounts.mail import leaving_headers, make_mail, queue_mail
from entries.prose import prose
from newsletter.links import confirm_link, settings_link, unsubscribe_link
from newsletter.models import SubscriberState
from newsletter.models.subscribers import LIST_HEADER
from newsletter.plain_text import plain_text
from taxonomy.texts import language_of

# The title of an issue is the h1 of its mail.
FIRST_LEVEL = 2
LEAVE_WORD = "unsubscribe"


def list_headers():
    return {LIST_HEADER: f"<newsletter.{urlsplit(settings.SITE_URL).hostname}>"}


def send_request(subscriber):
    """Ask an address whether it wants the newsletter."""
    return queue_mail(
        "newsletter_request",
        subscriber.email,
        subscriber.language,
        headers=list_headers(),
        link=confirm_link(subscriber),
        settings_link=settings_link(subscriber),
        is_new=subscriber.state == SubscriberState.UNCONFIRMED,
    )


def send_known(subscriber):
    """Say to an address that it has the newsletter already."""
    return queue_mail(
        "newsletter_known",
        subscriber.email,
        subscriber.language,
        headers=list_headers(),
        settings_link=settings_link(subscriber),
        unsubscribe_link=unsubscribe_link(subscriber),
    )


class IssueMail:
    """An issue as a mail in one language; what all its readers share is made once."""

    def __init__(self, issue, language):
        self.language = language
        with override(language):
            page = settings.SITE_URL + issue.get_absolute_url()
            self.context = {
                "title": issue.title,
                "title_language": language_of(issue, "title"),
                "plain": plain_text(issue.text, page),
                "html": mark_safe(prose(issue.text, FIRST_LEVEL, page)),  # noqa: S308 - cleaned by prose
                "text_language": language_of(issue, "text"),
                "archive_link": page,
            }

    def to_subscriber(self, subscriber):
        """Return the mail to one of them, for the queue; mails that somebody waits for go first."""
        leave = unsubscribe_link(subscriber)
        headers = list_headers() | leaving_headers(leave, LEAVE_WORD)
        return make_mail(
            "newsletter_issue",
            subscriber.email,
            self.language,
            headers=headers,
            priority=PRIORITY.low,
            unsubscribe_link=leave,
            settings_link=settings_link(subscriber),
            **self.context,
        )

    def to_curator(self, curator):
        """Return the mail to a curator who wants to see it."""
        return make_mail("newsletter_issue", curator.email, **self.context_for_curator())

    def context_for_curator(self):
        """Return what its templates need; links to a subscription lead to the page of the newsletter instead."""
        with override(self.language):
            page = settings.SITE_URL + reverse("newsletter:archive")
        return self.context | {
            "language": self.language,
            "unsubscribe_link": page,
            "settings_link": page,
            "is_trial": True,
        }
