"""What the charts count: a handful of grouped queries over the published projects, whatever their number."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from django.db.models import Count

from organisations.models import Organisation
from projects.models import NewcomerLed, Partnership, Project, Status


@dataclass(frozen=True)
class Group:
    """Projects that agree in what the charts by year and status ask for; verified: the year, or None."""

    launched: int | None
    ended: int | None
    status: str
    newcomer_led: str
    verified: int | None
    rows: int

    @property
    def is_ended(self):
        return self.status == Status.DISCONTINUED

    @property
    def is_newcomer_led(self):
        return self.newcomer_led == NewcomerLed.YES


class Numbers:
    """The counts of one moment; each is queried once, when it is first asked for."""

    @cached_property
    def groups(self):
        fields = ("launched", "ended", "status", "newcomer_led", "verified_on__year")
        rows = Project.objects.published().order_by().values_list(*fields).annotate(rows=Count("pk"))
        return [Group(*row) for row in rows]

    @property
    def projects(self):
        return self.count()

    def count(self, fits=lambda group: True):
        return sum(group.rows for group in self.groups if fits(group))

    def by_year(self, fits=lambda group: True):
        """Return a Counter of year of launch -> projects."""
        counter = Counter()
        for group in self.groups:
            if group.launched and fits(group):
                counter[group.launched] += group.rows
        return counter

    def by_status(self):
        counter = Counter()
        for group in self.groups:
            counter[group.status] += group.rows
        return counter

    def spans(self, today):
        """Return two Counters of age -> projects: at which it ended, and at which it was last known to run.

        One that is active or paused is known to run today. Of one whose status is not known, the last sign of life is
        the year in which somebody last verified it, or that of its launch; of one that ended in a year not known, that
        of its launch.
        """
        ended, censored = Counter(), Counter()
        for group in self.groups:
            if not group.launched:
                continue
            if group.is_ended and group.ended:
                ended[group.ended - group.launched] += group.rows
                continue
            seen = group.launched
            if group.status in (Status.ACTIVE, Status.PAUSED):
                seen = today.year
            elif group.status == Status.UNKNOWN:
                seen = group.verified or seen
            censored[max(seen - group.launched, 0)] += group.rows
        return ended, censored

    @cached_property
    def by_theme(self):
        return self._by_key("theme_keys")

    @cached_property
    def by_place(self):
        return self._by_key("where_keys")

    def _by_key(self, column):
        """Return a Counter of key -> projects; those without any key stand under ""."""
        counter = Counter()
        groups = Project.objects.published().order_by().values_list(column).annotate(rows=Count("pk"))
        for keys, rows in groups:
            for key in keys or [""]:
                counter[key] += rows
        return counter

    @cached_property
    def with_organisation(self):
        """How many projects name at least one published organisation."""
        return _public_partnerships().aggregate(rows=Count("project", distinct=True))["rows"]

    @cached_property
    def shared(self):
        """The published organisations that share a published project, as pairs: (one, other) -> its projects.

        An organisation is a tuple of name and slug, a project too; pairs and projects stand in the order of names.
        """
        several = (
            _public_partnerships()
            .order_by()
            .values("project")
            .annotate(partners=Count("organisation", distinct=True))
            .filter(partners__gt=1)
            .values("project")
        )
        rows = (
            _public_partnerships()
            .filter(project__in=several)
            .order_by("project__sort_name", "organisation__sort_name")
            .values_list("project__name", "project__slug", "organisation__name", "organisation__slug")
        )
        projects = {}
        for name, slug, organisation, organisation_slug in rows:
            # Whoever leads and funds a project is one organisation all the same.
            projects.setdefault((name, slug), {})[organisation, organisation_slug] = None
        pairs = {}
        for project, organisations in projects.items():
            for pair in combinations(sorted(organisations), 2):
                pairs.setdefault(pair, []).append(project)
        return dict(sorted(pairs.items()))


def _public_partnerships():
    return Partnership.objects.filter(
        project__in=Project.objects.published(), organisation__in=Organisation.objects.published()
    )
