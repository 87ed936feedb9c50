"""Writes rows of the catalogue into the directory, and leaves alone what others have written since.

A row is compared with what it said when it was last loaded, and with what the project says already. What is news to
both is written where the project still says what the row said before; where a curator has edited it since, the edit
stays and is reported.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from entries.models import Publication
from entries.vocabulary import Cities
from projects.actions import save_project
from projects.catalogue.known import best_last
from projects.catalogue.organisations import FIELDS, Organisations
from projects.catalogue.reading import row_key
from projects.models import CatalogueRow, Project, Role
from taxonomy.models import Theme

REASON = "Loaded from the catalogue"
# Columns whose value is the field's own.
PLAIN = ("name", "summary", "website", "country", "status", "launched", "ended", "newcomer_led", "languages")


@dataclass
class Report:
    """What a load did. All but the last three are names of projects or organisations.

    organisations, corrected: those made, and those given another value; withdrawn: projects and organisations that were
    left alone because they are, though rows say something new; kept: (project, column) pairs where an edit was left
    alone; merged: (spelling, name it was taken for) pairs; unplaced: (city, country) pairs that the gazetteer does not
    know.
    """

    created: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    left_alone: list = field(default_factory=list)
    already_there: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)
    organisations: list = field(default_factory=list)
    corrected: set = field(default_factory=set)
    kept: list = field(default_factory=list)
    merged: set = field(default_factory=set)
    unplaced: list = field(default_factory=list)


@transaction.atomic
def load_rows(rows, by=None, watch=iter):
    """Write Rows in one transaction and return the Report.

    rows: a list of sound rows, no key twice; watch: takes the list and yields its rows, each when it is its turn to be
    written, such as a progress bar.
    """
    return _Load(rows, by).run(watch(rows))


class _Load:
    def __init__(self, rows, by):
        self.by = by
        self.report = Report()
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self.cities = Cities()
        projects = best_last(Project)
        self.projects = {row_key(one.name, one.country.code): one for one in projects}
        # Several rows may be about one project, which each has to find as the one before has left it.
        self.projects_by_pk = {one.pk: one for one in projects}
        records = list(CatalogueRow.objects.order_by("pk"))
        self.records = {(record.name_key, record.country): record for record in records}
        self.organisations = Organisations(rows, records, tags=self._tags, by=by, reason=REASON)

    def run(self, rows):
        for row in rows:
            if record := self.records.get(row.key):
                self._update(record, row.values)
            elif project := self.projects.get(row.key):
                self.report.already_there.append(project.name)
                self._remember(row, project)
            else:
                self._remember(row, self._create(row.values))
        self.report.unplaced = self.cities.unplaced
        self.report.organisations = self.organisations.made
        self.report.corrected = self.organisations.corrected
        self.report.merged = self.organisations.merged
        self.report.withdrawn += sorted(self.organisations.withdrawn)
        return self.report

    def _remember(self, row, project):
        name, country = row.key
        CatalogueRow.objects.create(name_key=name, country=country, project=project, values=row.values)

    def _create(self, values):
        project = Project(
            **{column: values[column] for column in PLAIN}, sources="\n".join(values["sources"]), text_language="en"
        )
        save_project(
            project,
            by=self.by,
            partnerships=self._partnerships(values),
            publish=True,
            reason=REASON,
            **self._tags([values]),
        )
        self.organisations.complete(values)
        self.report.created.append(project.name)
        return project

    def _update(self, record, values):
        project, before = self.projects_by_pk[record.project_id], record.values
        changed = [column for column in values if values[column] != before.get(column)]
        if not changed:
            self.report.left_alone.append(project.name)
            return
        own = [column for column in changed if column not in FIELDS]
        of_organisation = [column for column in changed if column in FIELDS]
        news = [column for column in own if not self._says(project, column, values)]
        if "organisation" in own and "organisation" not in news:
            self.organisations.report_spelling(values["organisation"])
        if (news or of_organisation) and project.publication == Publication.WITHDRAWN:
            # The record stays as it is, so that the row is told again until somebody has decided.
            self.report.left_alone.append(project.name)
            self.report.withdrawn.append(project.name)
            return
        written = [column for column in news if self._says(project, column, before)]
        if written and not self._write(project, written, values):
            written = []
        (self.report.updated if written else self.report.left_alone).append(project.name)
        kept = [column for column in news if column not in written]
        # What the row says of an organisation that was not taken is no news of one that the project has.
        kept += of_organisation if "organisation" in kept else self.organisations.correct(values, of_organisation)
        self.report.kept += [(project.name, column) for column in kept]
        record.values = values
        record.save()

    def _says(self, project, column, values):
        """Say whether a project has in a column what a row says, in whatever spelling, or said."""
        if column in PLAIN:
            return getattr(project, column) == values.get(column)
        if column == "sources":
            return project.source_list == values.get("sources")
        if column == "themes":
            return project.theme_keys == values.get("themes")
        # Only looked up: what is not known here yet, no project has.
        if column == "city":
            city = values.get("city")
            return set(project.cities.all()) == ({self.cities.get(city, values["country"])} if city else set())
        name = values.get("organisation")
        return set(project.organisations.all()) == ({self.organisations.get(name)} if name else set())

    def _write(self, project, columns, values):
        """Write some columns; return False where they contradict what a curator has written in others."""
        for column in set(columns) & set(PLAIN):
            setattr(project, column, values[column])
        if "sources" in columns:
            project.sources = "\n".join(values["sources"])
        try:
            project.clean()
        except ValidationError:
            project.refresh_from_db()
            return False
        tags = {
            "themes": [self.themes[slug] for slug in values["themes"]] if "themes" in columns else None,
            "cities": self._cities(values) if "city" in columns else None,
            "partnerships": self._partnerships(values) if "organisation" in columns else None,
        }
        save_project(project, by=self.by, reason=REASON, **tags)
        return True

    def _cities(self, values):
        return [self.cities.get_or_make(values["city"], values["country"])] if values["city"] else []

    def _partnerships(self, values):
        name = values["organisation"]
        return [(self.organisations.get_or_make(name), Role.LEAD)] if name else []

    def _tags(self, rows):
        """Return the themes and cities of values of rows, each once."""
        return {
            "themes": [self.themes[slug] for slug in dict.fromkeys(s for values in rows for s in values["themes"])],
            "cities": list(dict.fromkeys(city for values in rows for city in self._cities(values))),
        }
