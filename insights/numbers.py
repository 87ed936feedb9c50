"""What the charts count: sizes of sets in the index of terms, and one query for the organisations behind projects."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from entries.freshness import FRESH, Freshness, sets_by_freshness
from organisations.models import Organisation
from projects.models import NewcomerLed, Partnership, Project, Status
from search.among import Among
from search.index import NOTHING, any_of, current_index

KIND = Project._meta.model_name


@dataclass(frozen=True)
class GroupOfProjects:
    """Projects that agree in what the charts by year and status ask for; sign: the year of the last one, or None."""

    launched: int | None
    ended: int | None
    status: str
    newcomer_led: str
    freshness: str
    sign: int | None
    rows: int

    @property
    def heard(self):
        """The year in which it was last heard of, None where not even the year of its launch is known."""
        return max(filter(None, [self.launched, self.sign]), default=None)

    @property
    def is_fresh(self):
        return self.freshness in FRESH

    @property
    def is_silent(self):
        return self.freshness == Freshness.SILENT

    @property
    def is_ended(self):
        return self.status == Status.DISCONTINUED

    @property
    def is_newcomer_led(self):
        return self.newcomer_led == NewcomerLed.YES


class Numbers:
    """The counts of one moment; each is queried once, when it is first asked for."""

    @cached_property
    def index(self):
        return current_index()

    @property
    def everything(self):
        return self.index.everything(KIND)

    @cached_property
    def groups(self):
        by_value = {
            "launched": self._facet("launched", int),
            "ended": self._facet("ended", int),
            "status": self._facet("status", str),
            "newcomer_led": self._facet("newcomer_led", str),
            "freshness": sets_by_freshness(self.index, KIND),
            "sign": self._facet("year_of_sign", int),
        }
        parts = [({}, self.everything)]
        for field, sets in by_value.items():
            parts = [(said | {field: value}, part) for said, whole in parts for value, part in _split(whole, sets)]
        return [GroupOfProjects(**said, rows=len(part)) for said, part in parts]

    def _facet(self, field, to_value):
        return {to_value(value): found for value, found in self.index.facet(KIND, field).items()}

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

    def spans(self, silent_until=None, silent_ended=False):
        """Return two Counters of age -> projects: at which it ended, and at which it was last known to run.

        That is known up to the last sign of life, and no further; of one that ended in a year not known likewise.
        silent_until: the year until which silent ones are taken to have run instead. silent_ended: whether they are
        taken to have ended at their last sign.
        """
        ended, censored = Counter(), Counter()
        for group in self.groups:
            if not group.launched:
                continue
            if group.is_ended and group.ended:
                ended[group.ended - group.launched] += group.rows
            elif group.is_silent and silent_ended:
                ended[group.heard - group.launched] += group.rows
            else:
                until = silent_until if group.is_silent and silent_until else group.heard
                censored[max(until - group.launched, 0)] += group.rows
        return ended, censored

    @cached_property
    def by_theme(self):
        return self._by_key("theme_keys")

    @cached_property
    def by_place(self):
        return self._by_key("where_keys")

    def _by_key(self, column):
        """Return a Counter of key -> projects; those without any key stand under ""."""
        by_key = self.index.facet(KIND, column)
        counter = Counter({key: len(found) for key, found in by_key.items() if found})
        if without := len(self.everything - any_of(by_key.values())):
            counter[""] = without
        return counter

    @cached_property
    def with_organisation(self):
        """How many projects name at least one published organisation."""
        return len(self.everything - self._with_partners("0"))

    def _with_partners(self, *numbers):
        by_number = self.index.facet(KIND, "number_of_partners")
        return any_of(by_number.get(number, NOTHING) for number in numbers)

    @cached_property
    def shared(self):
        """The published organisations that share published projects: (key, key of another) -> keys of the projects."""
        several = self.everything - self._with_partners("0", "1")
        public = self.index.everything(Organisation._meta.model_name)
        rows = Partnership.objects.filter(Among("project_id", several)).order_by()
        # Whoever leads and funds a project is one organisation all the same.
        partners = defaultdict(set)
        for project, organisation in rows.values_list("project", "organisation"):
            if organisation in public:
                partners[project].add(organisation)
        pairs = defaultdict(list)
        for project, organisations in partners.items():
            for pair in combinations(sorted(organisations), 2):
                pairs[pair].append(project)
        return dict(pairs)


def _split(whole, by_value):
    """Yield (value, entries) for each value that some of the entries have, and (None, entries) for those with none."""
    for value, found in by_value.items():
        if part := whole & found:
            yield value, part
            whole = whole - part
    if whole:
        yield None, whole
