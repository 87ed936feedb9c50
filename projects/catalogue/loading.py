"""Writes rows of the catalogue into the directory, and leaves alone what others have written since.

A row is compared with what it said when it was last loaded, and with what the project says already. What is news to
both is written where the project still says what the row said before; where a curator has edited it since, the edit
stays and is reported.
"""

from dataclasses import dataclass, field
from functools import partial

from django.core.exceptions import ValidationError

from entries.models import PublicationState
from operations.turns import in_portions
from projects.actions import save_project
from projects.catalogue.known import Turns, known_projects
from projects.catalogue.organisations import FIELDS, Organisations
from projects.catalogue.partnerships import OrganisationsLoad
from projects.catalogue.vocabulary import Cities
from projects.models import CatalogueRow, Project, Role
from taxonomy.models import Theme

REASON = "Loaded from the catalogue"
# Columns whose value goes into the field of the same name as it is.
PLAIN = ("name", "summary", "website", "country", "status", "launched", "ended", "newcomer_led", "languages")


@dataclass
class LoadReport:
    """What a load did: names of projects or organisations, but for the pairs.

    organisations, corrected: those made, and those given another value; withdrawn: projects and organisations that were
    left alone because they are, though rows say something new; kept: (project, column) pairs where an edit was left
    alone; merged: (spelling, name it was taken for) pairs; unplaced: (city, country) pairs that the gazetteer does not
    know; unknown: names of rows about a project that is not there; let_go: organisations that were withdrawn, as the
    catalogue had them and its files of organisations have not.
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
    unknown: list = field(default_factory=list)
    let_go: list = field(default_factory=list)


def load_rows(rows, organisations=(), partnerships=(), by=None, watch=iter):
    """Write Rows in turns of a fraction of a second, and return the LoadReport.

    rows: a list of sound rows of projects, no key twice; organisations, partnerships: those of these files, for which
    see projects.catalogue.partnerships; watch: takes a list of steps, about one a row, and yields each when it is its
    turn to be taken, such as a progress bar.

    Of a load that is ended by whatever it raises whole turns stay, and loading the same again goes on after them. So
    ends one of two that load the same new rows at once.
    """
    load = _Load(rows, organisations, partnerships, by)
    in_portions(watch(load.steps()), load.turns.one)
    return load.told()


class _Load:
    def __init__(self, rows, organisations, partnerships, by):
        self.rows, self.by = rows, by
        self.report = LoadReport()
        self.cities = Cities()
        self.projects = known_projects()
        self.records = {(record.name_key, record.country): record for record in CatalogueRow.objects.order_by("pk")}
        self.organisations = Organisations(rows, self.records.values(), tags=self._tags, by=by, reason=REASON)
        complete = [row.key for row in rows if "organisation" not in row.values] if partnerships else []
        self.behind = OrganisationsLoad(
            organisations,
            partnerships,
            projects=self.projects,
            known=self.organisations.known,
            complete=complete,
            cities=self.cities,
            report=self.report,
            by=by,
        )
        self.turns = Turns(self.projects, self.organisations.known, read_tags=self._read_tags)

    def steps(self):
        """Return a list of what there is to do, to be called one after the other."""
        return [*(partial(self._take, row) for row in self.rows), *self.behind.steps()]

    def told(self):
        """Return the LoadReport, once all steps were taken."""
        self.report.unplaced = self.cities.unplaced
        self.report.organisations += self.organisations.made
        self.report.corrected |= self.organisations.corrected
        self.report.merged |= self.organisations.merged
        self.report.withdrawn += sorted(self.organisations.withdrawn)
        return self.report

    def _read_tags(self):
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self.cities.read_again()

    def _take(self, row):
        # With a project that is deleted its row is, too.
        record = self.records.get(row.key) if row.key in self.projects.numbers else None
        if record:
            self._update(record, row.values)
        elif project := self.projects.get(row.key):
            self.report.already_there.append(project.name)
            self._remember(row, project)
        else:
            self._remember(row, self._create(row.values))

    def _remember(self, row, project):
        name, country = row.key
        self.records[row.key] = CatalogueRow.objects.create(
            name_key=name, country=country, project=project, values=row.values
        )
        self.projects.note(row.key, project)

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
        project, before = self.projects.numbered(record.project_id), record.values
        changed = [column for column in values if values[column] != before.get(column)]
        if not changed:
            self.report.left_alone.append(project.name)
            return
        news = self._news(project, changed, values)
        of_organisation = [column for column in changed if column in FIELDS]
        if (news or of_organisation) and project.publication == PublicationState.WITHDRAWN:
            # The record stays as it is, so that the row is told again until somebody has decided.
            self.report.left_alone.append(project.name)
            self.report.withdrawn.append(project.name)
            return
        written = self._take_over(project, news, before, values)
        (self.report.updated if written else self.report.left_alone).append(project.name)
        kept = [column for column in news if column not in written]
        # What the row says of an organisation that was not taken is no news of one that the project has.
        kept += of_organisation if "organisation" in kept else self.organisations.correct(values, of_organisation)
        self.report.kept += [(project.name, column) for column in kept]
        record.values = before | values
        record.save()

    def _news(self, project, changed, values):
        """Return those of the changed columns about the project itself in which it does not say the same already."""
        own = [column for column in changed if column not in FIELDS]
        news = [column for column in own if not self._says(project, column, values)]
        if "organisation" in own and "organisation" not in news:
            self.organisations.report_spelling(values["organisation"])
        return news

    def _take_over(self, project, news, before, values):
        """Write what is news where the project still says what the row said before; returns the columns written."""
        untouched = [column for column in news if self._says(project, column, before)]
        return untouched if untouched and self._write(project, untouched, values) else []

    def _says(self, project, column, values):
        """Say whether a project has in a column what a row says, in whatever spelling, or said."""
        if column in PLAIN:
            return getattr(project, column) == values.get(column)
        if column == "sources":
            return project.source_list == values.get("sources")
        if column == "themes":
            return project.theme_keys == values.get("themes")
        # The city is looked up and not made: no project can have a city that does not exist yet.
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
        name = values.get("organisation")
        return [(self.organisations.get_or_make(name), Role.LEAD)] if name else []

    def _tags(self, rows):
        """Return the themes and cities of values of rows, each once."""
        return {
            "themes": [self.themes[slug] for slug in dict.fromkeys(s for values in rows for s in values["themes"])],
            "cities": list(dict.fromkeys(city for values in rows for city in self._cities(values))),
        }
