"""What the tests of the review share."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from submissions.actions import add_caretaker, propose_change
from submissions.models import Submission
from submissions.payloads import payload_of_entry
from tests.factories import make_visitor
from tests.submissions.conftest import seen

QUEUE = "/admin/submissions/submission/"


def page_of(submission):
    return reverse("admin:submissions_submission_change", args=[submission.pk])


def names(rows):
    return [row.title for row in rows]


def since(submission, **ago):
    Submission.objects.filter(pk=submission.pk).update(waiting_since=timezone.now() - timedelta(**ago))


def suspicious(submission):
    Submission.objects.filter(pk=submission.pk).update(is_suspicious=True)
    return submission


def make_change(entry, email="owner@example.org", visit=None, **fields):
    """Return a change proposed by a caretaker of the entry."""
    person = make_visitor(email)
    add_caretaker(entry, user=person)
    base = payload_of_entry(entry)
    return propose_change(target=entry, payload=base | fields, base=base, visit=visit or seen(), by=person)
