"""One mail a day to those who decide, never one a submission."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email
from post_office.settings import get_message_id_fqdn

from accounts.models import User
from operations.turns import writing
from submissions.actions.deciding import PERMISSION
from submissions.emails import queue_mail
from submissions.models import Submission


@writing
def remind_curators() -> int:
    """Queue a mail to every curator while something waits for a decision; returns how many.

    However often it runs, on however many hosts, nobody gets two on one day.
    """
    numbers = (
        Submission.objects.queue()
        .order_by()
        .aggregate(
            waiting=Count("pk", filter=Q(is_suspicious=False)),
            suspicious=Count("pk", filter=Q(is_suspicious=True)),
            oldest=Min("waiting_since"),
        )
    )
    if not numbers["waiting"] + numbers["suspicious"]:
        return 0
    chosen = ModelBackend().with_perm(PERMISSION).filter(is_staff=True).values("pk")
    # Locked, so that a second run at the same time waits and then sees this one's mails.
    curators = User.objects.select_for_update().filter(pk__in=chosen).order_by("pk")
    link = settings.SITE_URL + reverse("admin:submissions_submission_changelist")
    return sum(_remind(curator, link, numbers) for curator in curators)


def _remind(curator: User, link: str, numbers: dict[str, int]) -> bool:
    """Queue the mail under a name that this curator's mail of this day alone has; returns whether there was none."""
    name = f"<waiting-{timezone.localdate():%Y-%m-%d}-{curator.pk}@{get_message_id_fqdn()}>"
    if Email.objects.filter(message_id=name).exists():
        return False
    mail = queue_mail("waiting", curator.email, curator.language, link=link, **numbers)
    mail.message_id = name
    mail.save(update_fields=["message_id"])
    return True
