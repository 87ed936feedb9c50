"""How an issue is written, looked at and scheduled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from entries.actions import store_text
from entries.addresses import first_free, numbered, readable_address
from entries.models import PublicationState
from entries.wording import comma_list
from newsletter import drafting
from newsletter.emails import IssueMail
from newsletter.models import Issue, IssueError, IssueState
from newsletter.timeliness import names_what_is_over, without_what_is_over
from operations.turns import writing
from taxonomy.texts import CODES, texts_of

PUT_TOGETHER = "Put together"
# Two who press the button within this time of each other mean one issue.
JUST_NOW = timedelta(minutes=10)


@writing
def put_together(*, by: User | None) -> Issue | None:
    """Make the draft of an issue from what is new since the last one; returns it, or None where nothing is.

    Where somebody has just made one, and nothing is new since, theirs is returned: whose it is its history says.
    """
    until = timezone.now()
    latest = Issue.objects.exclude(state=IssueState.DRAFT).filter(until__isnull=False).order_by("-until").first()
    since = latest.until if latest else until - drafting.FIRST_WINDOW
    texts = drafting.draft(since, until)
    if texts is None:
        return None
    drafts = Issue.objects.filter(state=IssueState.DRAFT, until__gt=max(since, until - JUST_NOW))
    if (theirs := drafts.order_by("-until").first()) and drafting.draft(theirs.until, until) is None:
        return theirs
    slug = _free_slug(f"{timezone.localdate(until):%Y-%m}")
    return save_issue(Issue(slug=slug, since=since, until=until, **texts), by=by, reason=PUT_TOGETHER)


@writing
def save_issue(issue: Issue, *, by: User | None = None, reason: str = "") -> Issue:
    """Save an issue as one version of its history and index it.

    Raises ValidationError while it is being queued, and where it has gone a step on since it was loaded.
    """
    before = Issue.objects.select_for_update().filter(pk=issue.pk).first()
    if before and (before.is_being_queued or before.state != issue.state):
        raise ValidationError(_("It is being sent: what some have read cannot be changed for the others."))
    issue.revision = before.revision + 1 if before else 0
    issue.slug = issue.slug or _free_slug(readable_address(issue.title, longest=200) or "issue")
    return store_text(issue, by=by, reason=reason)


@writing
def delete_draft(issue: Issue) -> None:
    """Delete an issue that nobody wants. Raises IssueError where it is no draft any more."""
    issue = locked_issue(issue)
    if issue.state != IssueState.DRAFT:
        raise IssueError("Only a draft can be deleted.")
    issue.delete()


@writing
def schedule(issue: Issue, *, by: User | None, send_at: datetime | None = None) -> Issue:
    """Have an issue sent at a time, None for at once.

    Raises ValidationError where it has no text, or only names what is over by then, IssueError.
    """
    issue = locked_issue(issue)
    if not (texts_of(issue, "title") and texts_of(issue, "text")):
        raise ValidationError(_("It has no text yet."), code="empty")
    issue.send_at = send_at or timezone.now()
    if complaint := complaint_at(issue, issue.send_at):
        raise ValidationError(complaint, code="over")
    issue.step_to(IssueState.SCHEDULED)
    return store_text(issue, by=by, reason=f"To be sent {timezone.localtime(issue.send_at):%Y-%m-%d %H:%M}")


@writing
def cancel(issue: Issue, *, by: User | None) -> Issue:
    """Make a scheduled issue a draft again. Raises IssueError where it is not, or no longer, scheduled."""
    issue = locked_issue(issue)
    issue.step_to(IssueState.DRAFT)
    issue.send_at = None
    return store_text(issue, by=by, reason="Sending cancelled")


@writing
def withdraw_issue(issue: Issue, *, by: User | None, reason: str = "") -> Issue:
    """Take an issue out of the archive. Raises TransitionError where it is withdrawn already, or was never sent."""
    return _move(issue, PublicationState.WITHDRAWN, by, reason)


@writing
def show_again(issue: Issue, *, by: User | None) -> Issue:
    """Put an issue back into the archive. Raises TransitionError where it is there, or was never sent."""
    return _move(issue, PublicationState.PUBLISHED, by, "")


@writing
def send_to_oneself(issue: Issue, *, by: User, languages: Iterable[str]) -> None:
    """Queue an issue for the curator who looks at it, once in each of the languages."""
    for language in languages:
        IssueMail(issue, language).to_curator(by).save()


def complaint_at(issue: Issue, moment: datetime) -> str:
    """Return why an issue cannot leave at a moment, or "": what its rows name may be over, they are left out then."""
    texts = [without_what_is_over(text, moment) for text in texts_by_language(issue).values()]
    if over := list(dict.fromkeys(address for text in texts for address in names_what_is_over(text, moment))):
        text = _("Its text mentions things that will be over when it is sent: %(addresses)s")
        return text % {"addresses": comma_list(over)}
    return "" if any(text.strip() for text in texts) else _("Everything that it mentions will be over when it is sent.")


def texts_by_language(issue: Issue) -> dict[str, str]:
    """Return the texts that an issue has: name of the column -> text."""
    texts = {f"text_{code}": getattr(issue, f"text_{code}") for code in CODES}
    return {name: text for name, text in texts.items() if text and text.strip()}


def locked_issue(issue: Issue) -> Issue:
    """Return an issue as it is stored now, with its next revision; its row is locked."""
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    issue.revision += 1
    return issue


def _move(issue: Issue, publication: PublicationState, by: User | None, reason: str) -> Issue:
    issue = locked_issue(issue)
    issue.check_begun()
    issue.move_to(publication)
    return store_text(issue, by=by, reason=reason)


def _free_slug(stem: str) -> str:
    return first_free(numbered(stem), lambda slugs: Issue.objects.filter(slug__in=slugs).values_list("slug", flat=True))
