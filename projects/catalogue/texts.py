"""The texts of projects in further languages, from files beside the catalogue: one file a language.

A file says for its language what projects say in their own. All of it counts as translated by machine, until somebody
who speaks the language has read it; what a person wrote meanwhile stays.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial

from django.core.exceptions import ValidationError

from entries.actions import store_texts
from entries.models import EntryText, TextOrigin
from entries.texts import fields_in_languages, longest_in_languages
from operations.turns import in_portions
from projects.catalogue.columns import CatalogueColumn, at_most, country, text
from projects.catalogue.known import Turns, known_projects
from projects.catalogue.reading import Problem, read_file
from projects.models import Project
from taxonomy.languages import language_codes

LANGUAGE_OF_FILE = re.compile(r"-([a-z]{2,3})\.csv$")


@dataclass
class TextsReport:
    """What a load did. stored: number of texts; kept: (project, field, language) of those that a person wrote; unknown:
    names of rows without a project.
    """

    stored: int = 0
    kept: list = field(default_factory=list)
    unknown: list = field(default_factory=list)


def text_columns():
    """Return the columns of a file, name -> CatalogueColumn."""
    return {
        "name": CatalogueColumn(text(Project, "name"), is_required=True),
        "country": CatalogueColumn(country, is_required=True),
        **{name: CatalogueColumn(_further(name), may_be_missing=True) for name in fields_in_languages("project")},
    }


def _further(name):
    longest = longest_in_languages(Project, name)
    return lambda cell: at_most(cell, longest)


def read_texts(path):
    """Return (language, Rows, Problems) of a file, whose name ends in its language: summaries-ar.csv."""
    found = LANGUAGE_OF_FILE.search(path.name)
    if not found or found[1] not in language_codes():
        return "", [], [Problem(str(path), 0, "", "does not say its language at its end, as summaries-ar.csv does")]
    return found[1], *read_file(path, text_columns())


def load_texts(files, by=None):
    """Store the Rows of several files, a list of (language, rows), in many turns; returns a TextsReport."""
    return _Load(by).run(files)


class _Load:
    def __init__(self, by):
        self.by, self.report = by, TextsReport()
        self.projects = known_projects()

    def run(self, files):
        """As FactsLoad.run() does."""
        texts = defaultdict(lambda: defaultdict(dict))
        for language, rows in files:
            for row in rows:
                said = {name: row.values.get(name) for name in fields_in_languages("project")}
                if row.key in self.projects.numbers:
                    texts[row.key][language] |= {name: value for name, value in said.items() if value}
                else:
                    self.report.unknown.append(row.values["name"])
        turns = Turns(self.projects, read_tags=lambda: None)
        in_portions((partial(self._take, key, of_project) for key, of_project in texts.items()), turns.one)
        return self.report

    def _take(self, key, texts):
        """Store the texts of a project, language -> field -> text, unless it was deleted meanwhile."""
        if not (project := self.projects.get(key)):
            return
        known = EntryText.objects.by_entry(Project, [project.pk]).get(project.pk, {})
        for language, said in texts.items():
            own = {name for name in said if _is_of_a_person(known.get((language, name)))}
            self.report.kept += [(project.name, name, language) for name in sorted(own)]
            if language == project.text_language:
                continue
            wanted = {name: value for name, value in said.items() if name not in own}
            try:
                stored = store_texts(project, wanted, language=language, origin=TextOrigin.MACHINE, by=self.by)
            except ValidationError as error:
                raise ValueError(f"{project.name}: {' '.join(error.messages)}") from error
            self.report.stored += len(stored)


def _is_of_a_person(known):
    return known is not None and known.origin != TextOrigin.MACHINE
