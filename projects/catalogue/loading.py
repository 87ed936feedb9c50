"""Writes rows of the catalogue into the directory, and leaves alone what others have written since.

A row is compared with what it said when it was last loaded. What it says anew is written where the project still says
what the row said before; where a curator has edited it since, the edit stays and is reported.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from entries.models import FormerAddress, Publication
from entries.vocabulary import Cities
from organisations.actions import save_organisation
from organisations.models import Organisation
from organisations.names import name_key
from projects.actions import save_project
from projects.catalogue.reading import row_key
from projects.models import CatalogueRow, Project, Role
from taxonomy.models import Theme

REASON = "Loaded from the catalogue"
# Columns whose value is the field's own.
PLAIN = ("name", "summary", "website", "country", "status", "launched", "ended", "newcomer_led", "languages")


@dataclass
class Report:
    """What a load did. All but the last three are names of projects or organisations.

    withdrawn: projects left alone because they are, though their rows say something new; kept: (project, column) pairs
    where an edit was left alone; merged: (spelling, name it was taken for) pairs; unplaced: (city, country) pairs that
    the gazetteer does not know.
    """

    created: list = field(default_factory=list)
    updated: list = field(default_factory=list)
    left_alone: list = field(default_factory=list)
    already_there: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)
    organisations: list = field(default_factory=list)
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
        self.organisations = {name_key(name): one for name, one in _spelled_organisations()}
        self.records = {
            (record.name_key, record.country): record for record in CatalogueRow.objects.select_related("project")
        }
        self.projects = {row_key(one.name, one.country.code): one for one in _best_last(Project)}
        self.rows_of = defaultdict(list)
        for row in rows:
            self.rows_of[name_key(row.values["organisation"])].append(row.values)

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
            themes=[self.themes[slug] for slug in values["themes"]],
            cities=self._cities(values),
            partnerships=self._partnerships(values),
            publish=True,
            reason=REASON,
        )
        self.report.created.append(project.name)
        return project

    def _update(self, record, values):
        project, before = record.project, record.values
        changed = [column for column in values if values[column] != before.get(column)]
        if not changed:
            self.report.left_alone.append(project.name)
            return
        if project.publication == Publication.WITHDRAWN:
            # The record stays as it is, so that the row is told again until somebody has decided.
            self.report.withdrawn.append(project.name)
            return
        written = [column for column in changed if self._still_says(project, column, before)]
        if written and not self._write(project, written, values):
            written = []
        if written:
            self.report.updated.append(project.name)
        self.report.kept += [(project.name, column) for column in changed if column not in written]
        record.values = values
        record.save()

    def _still_says(self, project, column, before):
        """Say whether a project has in a column what the row said when it was last loaded."""
        if column in PLAIN:
            return getattr(project, column) == before.get(column)
        if column == "sources":
            return project.source_list == before.get("sources")
        if column == "themes":
            return project.theme_keys == before.get("themes")
        if column == "city":
            return project.city_keys == sorted(city.slug for city in self._cities(before))
        said = self.organisations.get(name_key(before.get("organisation", "")))
        return set(project.organisations.all()) == ({said} if said else set())

    def _write(self, project, columns, values):
        """Write some columns; return False where they contradict what a curator has written in others."""
        for column in set(columns) & set(PLAIN):
            setattr(project, column, values[column])
        if "sources" in columns:
            project.sources = "\n".join(values["sources"])
        try:
            project.clean()
        except ValidationError:
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
        return [(self._organisation(values["organisation"]), Role.LEAD)] if values["organisation"] else []

    def _organisation(self, name):
        key = name_key(name)
        organisation = self.organisations.get(key)
        if organisation is None:
            organisation = self.organisations[key] = self._make_organisation(name, self.rows_of[key])
        if organisation.name != name:
            self.report.merged.add((name, organisation.name))
        return organisation

    def _make_organisation(self, name, rows):
        """Make an organisation of all rows that name it: what the first says counts, tags and sources are united."""

        def first(column):
            return next((values[column] for values in rows if values[column]), "")

        organisation = Organisation(
            name=name,
            summary=_summary([values["name"] for values in rows]),
            text_language="en",
            website=first("organisation_website"),
            kind=first("organisation_type"),
            country=first("country"),
            sources="\n".join(dict.fromkeys(source for values in rows for source in values["sources"])),
        )
        save_organisation(
            organisation,
            by=self.by,
            themes=[self.themes[slug] for slug in dict.fromkeys(s for values in rows for s in values["themes"])],
            cities=list(dict.fromkeys(city for values in rows for city in self._cities(values))),
            publish=True,
            reason=REASON,
        )
        self.report.organisations.append(organisation.name)
        return organisation


def _best_last(model):
    """Return all entries of a model, so that of several with one key the oldest that is not withdrawn comes last."""
    return sorted(model.objects.order_by("-pk"), key=lambda one: one.publication != Publication.WITHDRAWN)


def _spelled_organisations():
    """Yield (name, the Organisation that it stands for): after a merger that is the one that stays."""
    organisations = _best_last(Organisation)
    known = {one.pk: one for one in organisations}
    addresses = FormerAddress.objects.filter(kind=Organisation._meta.model_name)
    stays = {slug: known.get(pk) for slug, pk in addresses.values_list("slug", "object_id")}
    for one in organisations:
        is_withdrawn = one.publication == Publication.WITHDRAWN
        yield one.name, (is_withdrawn and stays.get(one.slug)) or one


def _summary(projects):
    """Say what an organisation stands for where all that is known of it are its projects."""
    longest = Organisation._meta.get_field("summary").max_length
    named = ", ".join(projects[:-1]) + " and " + projects[-1] if len(projects) > 1 else projects[0]
    text = f"The organisation behind {named}."
    return text if len(text) <= longest else f"The organisation behind {len(projects)} projects in this directory."
