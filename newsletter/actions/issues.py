"""How an issue is written, looked at and scheduled."""

from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cluster.texts import texts_of
from entries.actions import store_text
from entries.models import Publication
from entries.search.text import plain
from newsletter import drafting
from newsletter.emails import IssueMail
from newsletter.models import Issue, IssueError, IssueState


@transaction.atomic
def put_together(*, by):
    """Make the draft of an issue from what is new since the last one; returns it, or None where nothing is."""
    until = timezone.now()
    latest = Issue.objects.exclude(state=IssueState.DRAFT).filter(until__isnull=False).order_by("-until").first()
    since = latest.until if latest else until - drafting.FIRST_WINDOW
    texts = drafting.draft(since, until)
    if texts is None:
        return None
    stem = f"{timezone.localdate(until):%Y-%m}"
    issue = Issue(slug=_free_slug(stem), since=since, until=until, **texts)
    try:
        with transaction.atomic():
            return save_issue(issue, by=by, reason="Put together")
    except IntegrityError:  # Somebody else did the same at the same moment.
        issue.slug = _free_slug(stem)
        return save_issue(issue, by=by, reason="Put together")


@transaction.atomic
def save_issue(issue, *, by=None, reason=""):
    """Save an issue as one version of its history and index it.

    Raises ValidationError while it is being queued, and where it has gone a step on since it was loaded.
    """
    before = Issue.objects.select_for_update().filter(pk=issue.pk).first()
    if before and (before.is_being_queued or before.state != issue.state):
        raise ValidationError(_("It is being sent: what some have read cannot be changed for the others."))
    issue.revision = before.revision + 1 if before else 0
    issue.slug = issue.slug or _free_slug(slugify(plain(issue.title))[:200] or "issue")
    return store_text(issue, by=by, reason=reason)


@transaction.atomic
def delete_draft(issue):
    """Delete an issue that nobody wants. Raises IssueError where it is no draft any more."""
    issue = locked(issue)
    if issue.state != IssueState.DRAFT:
        raise IssueError("Only a draft can be deleted.")
    issue.delete()


@transaction.atomic
def schedule(issue, *, by, send_at=None):
    """Have an issue sent at a time, None for at once. Raises ValidationError where it has no text, IssueError."""
    issue = locked(issue)
    if not (texts_of(issue, "title") and texts_of(issue, "text")):
        raise ValidationError(_("It has no text yet."), code="empty")
    issue.step_to(IssueState.SCHEDULED)
    issue.send_at = send_at or timezone.now()
    return store_text(issue, by=by, reason=f"To be sent {timezone.localtime(issue.send_at):%Y-%m-%d %H:%M}")


@transaction.atomic
def cancel(issue, *, by):
    """Make a scheduled issue a draft again. Raises IssueError where it is not, or no longer, scheduled."""
    issue = locked(issue)
    issue.step_to(IssueState.DRAFT)
    issue.send_at = None
    return store_text(issue, by=by, reason="Sending cancelled")


@transaction.atomic
def withdraw_issue(issue, *, by, reason=""):
    """Take an issue out of the archive. Raises TransitionError where it is withdrawn already, or was never sent."""
    return _move(issue, Publication.WITHDRAWN, by, reason)


@transaction.atomic
def show_again(issue, *, by):
    """Put an issue back into the archive. Raises TransitionError where it is there, or was never sent."""
    return _move(issue, Publication.PUBLISHED, by, "")


@transaction.atomic
def send_to_oneself(issue, *, by, languages):
    """Queue an issue for the curator who looks at it, once in each of the languages."""
    for language in languages:
        IssueMail(issue, language).to_curator(by).save()


def locked(issue):
    """Return an issue as it is stored now, with its next revision; its row is locked."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    issue.revision += 1
    return issue


def _move(issue, publication, by, reason):
    issue = locked(issue)
    issue.check_begun()
    issue.move_to(publication)
    return store_text(issue, by=by, reason=reason)


def _free_slug(stem):
    taken = set(Issue.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in chain([stem], (f"{stem}-{n}" for n in count(2))) if slug not in taken)
