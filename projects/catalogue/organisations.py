"""The organisations that rows of the catalogue name: known in any spelling, made where there is none, corrected."""

from collections import defaultdict

from entries.models import PublicationState
from organisations.actions import save_organisation
from organisations.models import Organisation
from organisations.names import name_key
from projects.catalogue.known import Known, spelled

# Columns that say something of the organisation -> its fields.
FIELDS = {"organisation_type": "kind", "organisation_website": "website"}


class Organisations:
    """The organisations by all of their spellings, for whoever loads rows that name them.

    made, corrected, withdrawn: names of those that were made, that were given another value, and that were not, as they
    are withdrawn; merged: (spelling, name it was taken for) pairs.
    """

    def __init__(self, rows, records, *, tags, by, reason):
        """Know what is there. rows, records: the Rows of this load, the CatalogueRows of those before.

        tags: makes of values of rows the tags that save_organisation takes; by, reason: for the history.
        """
        self.tags, self.by, self.reason = tags, by, reason
        self.made, self.corrected, self.withdrawn, self.merged = [], set(), set(), set()
        self.known = Known(Organisation, _keys)
        loaded = {row.key for row in rows}
        unloaded = (record for record in records if (record.name_key, record.country) not in loaded)
        self.said = _by_organisation(records)
        self.rows = _by_organisation(rows)
        self.unloaded = _by_organisation(unloaded)

    def get(self, name):
        """Return the Organisation of a spelling, or None."""
        return self.known.get(name_key(name))

    def get_or_make(self, name):
        organisation = self.get(name) or self._make(name)
        self.report_spelling(name)
        return organisation

    def report_spelling(self, name):
        """Note by which other name an organisation is known here."""
        if (organisation := self.get(name)) and organisation.name != name:
            self.merged.add((name, organisation.name))

    def correct(self, values, columns):
        """Write what a row says anew in some of FIELDS; return the columns in which a curator's edit stays.

        An empty cell says nothing as long as another row says something.
        """
        name = values.get("organisation", "")
        organisation, key = self.get(name), name_key(name)
        if not organisation:
            return columns if key else []
        says = {column: _first(column, [values, *self.rows[key], *self.unloaded[key]]) for column in columns}
        news = {column: value for column, value in says.items() if value != getattr(organisation, FIELDS[column])}
        if news and organisation.publication == PublicationState.WITHDRAWN:
            self.withdrawn.add(organisation.name)
            return []
        written = {column: value for column, value in news.items() if self._still_says(organisation, key, column)}
        if written:
            for column, value in written.items():
                setattr(organisation, FIELDS[column], value)
            save_organisation(organisation, by=self.by, reason=self.reason)
            self.corrected.add(organisation.name)
        return [column for column in news if column not in written]

    def complete(self, values):
        """Write what a new row says of an organisation of which the catalogue said nothing before."""
        name = values.get("organisation", "")
        organisation, key = self.get(name), name_key(name)
        if organisation and self.said[key]:
            empty = [column for column in FIELDS if not _first(column, self.said[key])]
            self.correct(values, empty)

    def _still_says(self, organisation, key, column):
        """Say whether an organisation has in a column what a row said of it when it was last loaded."""
        said = {values.get(column, "") for values in self.said[key]}
        return getattr(organisation, FIELDS[column]) in ((said - {""}) or said)

    def _make(self, name):
        """Make an organisation of all rows that name it: what the first says counts, tags and sources are united."""
        key = name_key(name)
        rows = self.rows[key]
        organisation = Organisation(
            name=name,
            text_language="en",
            country=_first("country", rows),
            sources="\n".join(dict.fromkeys(source for values in rows for source in values["sources"])),
            **{field: _first(column, rows) for column, field in FIELDS.items()},
        )
        save_organisation(organisation, by=self.by, publish=True, reason=self.reason, **self.tags(rows))
        self.known.note(key, organisation)
        self.made.append(organisation.name)
        return organisation


def _keys(among):
    """Return pairs of the key of a name and the number of its Organisation, as Known reads them."""
    return ((name_key(name), number) for name, number in spelled(Organisation, among))


def _by_organisation(rows):
    """Return name_key of an organisation -> values of the rows that name it."""
    found = defaultdict(list)
    for row in rows:
        found[name_key(row.values.get("organisation", ""))].append(row.values)
    return found


def _first(column, rows):
    """Return the first that rows say in a column, "" where none says anything."""
    return next(filter(None, (values.get(column) for values in rows)), "")
