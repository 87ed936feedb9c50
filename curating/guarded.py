"""What a guarded form tells of what has a history: who saved it since, why, and what they changed."""

from django.db.models import Max

from accounts.admin.guarded import MOST_TOLD, GuardedForm, Saved
from entries.versions import changes


class VersionedForm(GuardedForm):
    """A GuardedForm of an object with versions. That it was published or withdrawn since is always told first."""

    decisive_columns = ("publication", "state")

    @property
    def decisive(self):
        return {name for name in self.decisive_columns if hasattr(self.instance, name)}

    def mark(self):
        return self.instance.history.aggregate(newest=Max("history_id"))["newest"] or 0

    def saved_since(self, mark):
        since = self.instance.history.filter(history_id__gt=mark).select_related("history_user")[: MOST_TOLD + 1]
        return [
            Saved(version.history_user, version.history_date, version.history_change_reason or "", _changes_of(version))
            for version in since
        ]


def _changes_of(version):
    before = version.prev_record
    return changes(before, version) if before else []
