"""What becomes of a message to the curators."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.urls import reverse
from post_office.models import Email

from accounts.limits import DAY, HOUR, spend
from accounts.mail import queue_mail
from cluster.models import Message

LIMITS = {
    "address": ((5, HOUR), (15, DAY)),
    "network": ((10, HOUR), (30, DAY)),
    "domain": ((100, DAY),),
}
# Nobody writes a message in less.
QUICKEST = timedelta(seconds=3)
PERMISSION = "cluster.view_message"
# Tells the mails that carry a message, so that they can go with it.
HEADER = "X-Message-Token"


@transaction.atomic
def send_message(*, token, language, network="", **fields):
    """Store a message and mail it to the curators; one that is sent twice is stored once.

    token: of the form that it came with; network: hash of the sender's. Raises LimitReached.
    """
    if known := Message.objects.filter(token=token).first():
        return known
    spend("message", LIMITS, email=fields["email"], network=network)
    message, is_new = Message.objects.get_or_create(token=token, defaults=fields | {"language": language})
    if is_new:
        link = settings.SITE_URL + reverse("admin:cluster_message_change", args=[message.pk])
        for curator in ModelBackend().with_perm(PERMISSION).filter(is_staff=True):
            queue_mail(
                "contact",
                curator.email,
                curator.language,
                headers={"Reply-To": message.email, HEADER: str(token)},
                message=message,
                link=link,
            )
    return message


@transaction.atomic
def delete_message(message):
    """Delete a message that is answered, and the copies of the mails that carried it."""
    Email.objects.filter(**{f"headers__{HEADER}": str(message.token)}).delete()
    message.delete()
