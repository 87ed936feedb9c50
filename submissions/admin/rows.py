"""The rows of the queue: which stand in it, in which order, and what each shows of its submission."""

from django.contrib.admin.views.main import ChangeList
from django.utils.translation import gettext_lazy as _

from curating.filters import FilterWithDefault
from entries.kinds import kind_named
from screening.labels import LABELS
from submissions.models import State

SHOWN_SIGNALS = 2


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
        return queryset.filter(state=chosen if chosen in LATEST_FIRST else State.WAITING)


LATEST_FIRST = (State.RETURNED, State.APPROVED, State.REJECTED, State.SPAM)


class Queue(ChangeList):
    """Gives each row what the list shows of it, without a query for each."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        names = names_of_targets(self.result_list)
        for row in self.result_list:
            row.name = row.payload.get("name") or names.get((row.target_kind, row.target_id)) or row.get_kind_display()
            row.text = next((row.payload[name] for name in ("summary", "text", "role") if row.payload.get(name)), "")
            heaviest = sorted(row.signals, key=lambda signal: -signal["weight"])[:SHOWN_SIGNALS]
            row.reasons = [LABELS.get(signal["name"], signal["name"]) for signal in heaviest if signal["weight"] > 0]

    @property
    def in_order(self):
        return [row for row in self.result_list if not self.is_folded(row)]

    @property
    def folded(self):
        return [row for row in self.result_list if self.is_folded(row)]

    @staticmethod
    def is_folded(row):
        return row.is_suspicious and row.state == State.WAITING


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
