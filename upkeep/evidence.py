"""The evidence: for projects of the catalogue the last dated sign of life that was found, and the facts beside it."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from projects.actions import save_project
from projects.catalogue.columns import (
    CatalogueColumn,
    at_most,
    choice,
    country,
    language_codes_of,
    text,
    web_address,
    year,
)
from projects.catalogue.facts import FactsLoad, FactsReport
from projects.catalogue.known import Known, spelled
from projects.catalogue.reading import Problem, read_file
from projects.models import NewcomerLed, Project, Status
from search.names import spelling_key
from taxonomy.models import City
from upkeep.actions import note_sign
from upkeep.models import LONGEST_SOURCE, Evidence, EvidenceRow, SignOfLife, validate_addresses, validate_written

REASON = "Loaded from the evidence"
SEPARATOR = " ; "
# What goes into the field of the same name as it is. What is empty here says nothing.
PLAIN = ("status", "launched", "ended", "website", "newcomer_led", "languages")
FACTS = (*PLAIN, "city", "successor")


def written_date(cell):
    try:
        validate_written(cell)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
    return cell


def addresses(cell):
    lines = "\n".join(part.strip() for part in cell.split(SEPARATOR))
    try:
        validate_addresses(lines)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
    return at_most(lines, LONGEST_SOURCE)


def remark(cell):
    return at_most(cell, 1000)


COLUMNS = {
    "name": CatalogueColumn(text(Project, "name"), is_required=True),
    "country": CatalogueColumn(country, is_required=True),
    "last_seen": CatalogueColumn(written_date),
    "status": CatalogueColumn(choice(Status)),
    "ended": CatalogueColumn(year, empty=None),
    "successor": CatalogueColumn(text(Project, "successor_name")),
    "website": CatalogueColumn(web_address),
    "launched": CatalogueColumn(year, empty=None),
    "city": CatalogueColumn(text(City, "name")),
    "languages": CatalogueColumn(language_codes_of, empty=[]),
    "newcomer_led": CatalogueColumn(choice(NewcomerLed)),
    "source": CatalogueColumn(addresses),
    "note": CatalogueColumn(remark),
}


def read_evidence(path):
    """Return the sound Rows and the Problems of a file with COLUMNS."""
    rows, problems = read_file(path, COLUMNS)
    for row in rows:
        if row.values["last_seen"] and not row.values["source"]:
            problems.append(Problem(row.file, row.line, "source", "is empty, though a page is said to show it running"))
    return rows, problems


@dataclass
class EvidenceReport(FactsReport):
    """signs: names of the projects that got a sign of life."""

    signs: list = field(default_factory=list)


def load_evidence(rows, by=None):
    """Write the Rows of a file with COLUMNS, in many turns; returns an EvidenceReport."""
    return _Load(by).run(rows)


class _Load(FactsLoad):
    records = EvidenceRow
    facts = FACTS
    report_class = EvidenceReport

    def __init__(self, by):
        super().__init__(by)
        self.by_name = Known(Project, _keys_of_names)

    def looked_up(self):
        return [*super().looked_up(), self.by_name]

    def says(self, project, name, value):
        if name == "city":
            city = self.cities.get(value, project.country.code) if value else None
            return set(project.cities.all()) == ({city} if city else set())
        if name == "successor":
            listed = self._listed(value, project)
            return (project.successor, project.successor_name) == ((listed, "") if listed else (None, value))
        return super().says(project, name, value)

    def is_untouched(self, project, name, before):
        """A successor may have come to be listed since."""
        if name == "successor" and not project.successor:
            return project.successor_name == before
        return super().is_untouched(project, name, before)

    def empty(self, name):
        return super().empty("successor_name" if name in ("successor", "city") else name)

    def _listed(self, name, project):
        """Return the project of this name, where there is another one."""
        listed = self.by_name.get(spelling_key(name)) if name else None
        return listed if listed != project else None

    def write(self, project, facts):
        for name in facts.keys() & set(PLAIN):
            setattr(project, name, facts[name])
        if successor := facts.get("successor"):
            project.successor = self._listed(successor, project)
            project.successor_name = "" if project.successor else successor
        try:
            project.clean()
            project.clean_successor()
        except ValidationError:
            project.refresh_from_db()
            return False
        cities = [self.cities.get_or_make(facts["city"], project.country.code)] if "city" in facts else None
        save_project(project, by=self.by, cities=cities, reason=REASON)
        return True

    def also(self, project, values):
        """Note the last sign of life."""
        found = {"when": values["last_seen"], "what": Evidence.PAGE, "source": values["source"]}
        signs = SignOfLife.objects.of_entry(project)
        if not values["last_seen"] or signs.filter(**found).exists():
            return
        sign = SignOfLife(**found, note=values["note"])
        sign.name_entry(project)
        note_sign(sign, by=self.by, reason=REASON)
        self.report.signs.append(project.name)


def _keys_of_names(among):
    """Yield what projects are called, as Known reads it."""
    return ((spelling_key(name), number) for name, number in spelled(Project, among))
