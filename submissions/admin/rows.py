"""The rows of the queue: which stand in it, in which order, and what each shows of its submission."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from curating.attention import PARAMETER
from curating.filters import FilterWithDefault
from entries.kinds import kind_named
from screening.labels import LABELS
from submissions.models import State, Submission, SubmissionKind

SHOWN_SIGNALS = 2
# The line of the start page that is about whatever was handed in, wherever it stands.
UNREACHED_SENDERS = "unreached"
# What a row shows of what was typed: the first of these that there is.
TELLING_FIRST = ("summary", "text", "role", "description", "audience", "how_to_start")
SHOWN_MEMBERS, SHOWN_TRAITS = 3, 2
MOST_GROUPED = 3000
# What an address of the list may have without asking for other rows than all that waits.
PAGING = frozenset({"p", "o", "all"})


class StateFilter(FilterWithDefault):
    """Shows what waits unless asked for something else."""

    title = _("where it stands")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            (None, _("waiting for a curator")),
            *((state.value, state.label) for state in LATEST_FIRST),
        ]

    def queryset(self, request, queryset):
        chosen = self.value()
        if not chosen and request.GET.get(PARAMETER) == UNREACHED_SENDERS:
            return queryset
        return queryset.filter(state=chosen if chosen in LATEST_FIRST else State.WAITING)


LATEST_FIRST = (State.RETURNED, State.APPROVED, State.REJECTED, State.SPAM)


class Queue(ChangeList):
    """Gives each row what the list shows of it, without a query for each."""

    def get_queryset(self, request, *args, **kwargs):
        """Leave out, of all that waits, what stands in a row of its campaign or of its entry; but do with it what
        was asked for on a list that had been opened before that was so.
        """
        rows = super().get_queryset(request, *args, **kwargs)
        self.is_whole = request.method == "GET" and not (set(request.GET) - PAGING)
        return rows.filter(campaign=None).exclude(kind=SubmissionKind.REPORT) if self.is_whole else rows

    def get_results(self, request):
        super().get_results(request)
        self.result_list = named(list(self.result_list))
        waiting = Submission.objects.filter(state=State.WAITING) if self.is_whole and self.page_num == 1 else None
        self.campaigns = [] if waiting is None else _campaign_rows(waiting)
        reports = [] if waiting is None else _report_rows(waiting)
        self.reports = [row for row in reports if not row.is_suspicious]
        self.folded_reports = [row for row in reports if row.is_suspicious]

    @property
    def folded_number(self):
        return len(self.folded) + sum(row.number for row in self.folded_reports)

    @property
    def in_order(self):
        return [row for row in self.result_list if not self.is_folded(row)]

    @property
    def folded(self):
        return [row for row in self.result_list if self.is_folded(row)]

    @staticmethod
    def is_folded(row):
        return row.is_suspicious and row.state == State.WAITING


def named(rows):
    """Give each row what a list shows of it, without a query for each; returns the rows."""
    names = names_of_targets(rows)
    for row in rows:
        row.name = row.payload.get("name") or names.get((row.target_kind, row.target_id)) or row.get_kind_display()
        row.text = next((row.payload[name] for name in TELLING_FIRST if row.payload.get(name)), "")
        heaviest = sorted(row.signals, key=lambda signal: -signal["weight"])[:SHOWN_SIGNALS]
        row.reasons = [LABELS.get(signal["name"], signal["name"]) for signal in heaviest if signal["weight"] > 0]
    return rows


@dataclass
class QueueRow:
    """Several submissions as one row of the queue. members: the first few of them."""

    number: int
    since: datetime
    members: list
    address: str
    name: str = ""
    traits: list = field(default_factory=list)
    is_suspicious: bool = False
    names_members: bool = False


def title_of_group(campaign, members):
    """Return what members of a campaign that are named() are: alike, about one entry, or by one sender."""
    if campaign.traits or not members:
        return "Resemble each other"
    if len({(one.target_kind, one.target_id) for one in members}) == 1:
        return f"Changes and claims to {members[0].name}"
    return f"Changes and claims by {members[0].email}"


def _campaign_rows(waiting):
    """Return a QueueRow for each campaign of which something waits, the longest waiting first. Two queries."""
    rows = waiting.filter(campaign__isnull=False).select_related("campaign").order_by("waiting_since", "pk")
    groups = {}
    for submission in rows[:MOST_GROUPED]:
        groups.setdefault(submission.campaign, []).append(submission)
    _name_the_shown(groups)
    return [
        QueueRow(
            number=len(members),
            since=members[0].waiting_since,
            members=members[:SHOWN_MEMBERS],
            address=reverse("admin:submissions_submission_campaign", args=[campaign.pk]),
            traits=[*campaign.traits.get("phrases", []), *campaign.traits.get("mail", [])][:SHOWN_TRAITS],
            name=title_of_group(campaign, members),
            names_members=True,
        )
        for campaign, members in groups.items()
    ]


def _report_rows(waiting):
    """Return a QueueRow for each entry that reports are about, and another for those of its reports that fold."""
    rows = waiting.filter(kind=SubmissionKind.REPORT, campaign=None).order_by("waiting_since", "pk")
    groups = {}
    for submission in rows[:MOST_GROUPED]:
        key = (submission.target_kind, submission.target_id, submission.is_suspicious)
        groups.setdefault(key, []).append(submission)
    _name_the_shown(groups)
    return [
        QueueRow(
            number=len(members),
            since=members[0].waiting_since,
            members=members[:SHOWN_MEMBERS],
            address=_reports_of(members),
            name=members[0].name,
            is_suspicious=is_suspicious,
        )
        for (_kind, _pk, is_suspicious), members in groups.items()
    ]


def _name_the_shown(groups):
    """As named(), of the first of each group."""
    named([submission for members in groups.values() for submission in members[:SHOWN_MEMBERS]])


def _reports_of(members):
    """Return where the reports on one entry are decided: the only one's own page, or the list of them."""
    first = members[0]
    if len(members) == 1:
        return reverse("admin:submissions_submission_change", args=[first.pk])
    asked = {"kind__exact": SubmissionKind.REPORT.value, "target_kind": first.target_kind, "target_id": first.target_id}
    return f"{reverse('admin:submissions_submission_changelist')}?{urlencode(asked)}"


def names_of_targets(submissions):
    """Return (kind, key) -> name of the entries that submissions are about."""
    keys = {}
    for submission in submissions:
        if submission.target_id:
            keys.setdefault(submission.target_kind, set()).add(submission.target_id)
    return {
        (kind, pk): name
        for kind, pks in keys.items()
        for pk, name in kind_named(kind).model.objects.filter(pk__in=pks).values_list("pk", "name")
    }
