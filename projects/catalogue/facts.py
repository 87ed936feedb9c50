"""Files with facts about projects that are there, such as the evidence: what of them is written.

A fact is written where the project still says what the catalogue, or the row before, said of it. What a person has
written, or taken out, stays, and is reported. A row that says what it said last time changes nothing.
"""

from dataclasses import dataclass, field
from functools import partial

from operations.turns import in_portions
from projects.catalogue.known import Turns, known_projects
from projects.catalogue.vocabulary import Cities
from projects.models import CatalogueRow, Project


@dataclass
class FactsReport:
    """What a load did: names of projects, but for kept: (project, column) pairs where a person's word was left alone.

    updated: those that got facts; unknown: names of rows without a project; unplaced: (city, country) pairs that the
    gazetteer does not know.
    """

    updated: list = field(default_factory=list)
    left_alone: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    unplaced: list = field(default_factory=list)


class FactsLoad:
    """One load of the rows of a file.

    Subclasses declare: records, the model that keeps what the file said of each project last; facts, the names of what
    a row can say, each of which says nothing where it is empty; and write(). In says() and is_untouched() they say of
    facts that are no plain columns of a project how these are compared.
    """

    records = None
    facts = ()
    report_class = FactsReport

    def __init__(self, by):
        self.by = by
        self.report = self.report_class()
        self.cities = Cities()
        # What the catalogue says of a project; of one that it does not know nothing is known to be nobody's word.
        self.said = {row.project_id: row.values for row in CatalogueRow.objects.order_by("pk")}
        self.projects = known_projects()
        self.known = {record.project_id: record for record in self.records.objects.all()}

    def run(self, rows):
        """Write Rows in turns of a fraction of a second, and return the report.

        Of a load that is ended whole turns stay, and loading the same again goes on after them.
        """
        turns = Turns(*self.looked_up(), read_tags=self.cities.read_again)
        in_portions((partial(self._take, row) for row in rows), turns.one)
        self.report.unplaced = self.cities.unplaced
        return self.report

    def looked_up(self):
        """Return what the load knows of entries that others may write meanwhile, as a list of Known."""
        return [self.projects]

    def _take(self, row):
        number = self.projects.numbers.get(row.key)
        record = self.known.get(number)
        earlier = record.values if record else {}
        # Another file of the kind may say something else of it.
        values = earlier | row.values
        if number is None:
            self.report.unknown.append(row.values["name"])
        elif record and earlier == values:
            self.report.left_alone.append(row.values["name"])
        else:
            self._load(self.projects.numbered(number), values, earlier)

    def _load(self, project, values, earlier):
        before = self.said.get(project.pk, {}) | self._said(earlier)
        changed = {name: value for name, value in self._said(values).items() if not self.says(project, name, value)}
        own = {name for name in changed if not self.is_untouched(project, name, before.get(name) or self.empty(name))}
        wanted = {name: value for name, value in changed.items() if name not in own}
        written = wanted if wanted and self.write(project, wanted) else {}
        self.report.kept += [(project.name, name) for name in changed if name not in written]
        if written:
            self.report.updated.append(project.name)
        self.also(project, values)
        self.known[project.pk], _is_new = self.records.objects.update_or_create(
            project=project, defaults={"values": values}
        )

    def _said(self, values):
        return {name: values[name] for name in self.facts if values.get(name)}

    def says(self, project, name, value):
        """Say whether a project says this of a fact, in whatever spelling."""
        return getattr(project, name) == value

    def is_untouched(self, project, name, before):
        """Say whether a project still says what was loaded before."""
        return self.says(project, name, before)

    def empty(self, name):
        """Return what a project has that says nothing of a fact."""
        return Project._meta.get_field(name).get_default()

    def write(self, project, facts):
        """Write facts, name -> value; returns False where they contradict what a person has written in others."""
        raise NotImplementedError

    def also(self, project, values):
        """Do what else a row asks for, beside its facts."""
