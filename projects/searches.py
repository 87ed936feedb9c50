"""Scores everyday searches: whether what people ask for is answered by what the list of projects shows first."""

import csv
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import override

from listing.tags_of_rows import tagged
from projects.filtersets import ProjectFilterSet
from search.index import one_state
from search.text import fold
from taxonomy.models import City
from taxonomy.reach import usable_from_city, usable_from_countries, usable_from_region
from taxonomy.regions import REGIONS
from taxonomy.vocabularies import current_vocabularies

FIRST = 3  # results that have to be about what was asked for
ANYTHING = "*"


@dataclass(frozen=True)
class EverydaySearch:
    """One row: what is typed, in which language of the interface, and what the first results have to be about.

    themes: slugs, one of which each has to have; place: the English name of a city, the key of a region, or an ISO code
    of a country;
    language: an ISO code; names: of which each has to have one in its name, ("*",) for any result at all.
    """

    query: str
    interface: str
    themes: tuple = ()
    place: str = ""
    language: str = ""
    names: tuple = ()


@dataclass(frozen=True)
class AnswerToSearch:
    """What the first results were: their names, and why they do not answer the search, "" where they do."""

    search: EverydaySearch
    found: tuple
    complaint: str

    @property
    def is_answered(self):
        return not self.complaint


def read_searches(path):
    """Return each EverydaySearch of a CSV file with the columns query, interface, themes, place, language and name.

    Raises KeyError where a column is missing.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return [
            EverydaySearch(
                row["query"],
                row["interface"],
                _split(row["themes"]),
                row["place"],
                row["language"],
                _split(row["name"]),
            )
            for row in csv.DictReader(file)
        ]


def answers(searches):
    """Return the AnswerToSearch of the list of projects, as somebody would meet it, to each EverydaySearch."""
    with one_state():
        return [_answer(search) for search in searches]


def _answer(search):
    with override(search.interface):
        data = QueryDict(mutable=True)
        data["q"] = search.query
        first = tagged(ProjectFilterSet(data).usable[:FIRST])
        # A name is one entry's: only the first result has to bear it.
        complaints = filter(None, (_complaint(project, search) for project in (first[:1] if search.names else first)))
        complaint = next(complaints, "") if first else "nothing found"
        return AnswerToSearch(search, tuple(project.name for project in first), complaint)


def _split(cell):
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def _complaint(project, search):
    """Return what a project lacks of what was asked for, "" where it lacks nothing."""
    if search.themes and not set(search.themes) & set(project.theme_keys):
        return f"{project.name} is about {', '.join(project.theme_keys)}"
    if search.place and not _is_for(project, search.place):
        return f"{project.name} is in {', '.join([*project.city_keys, *project.country_keys])}"
    if search.language and search.language not in project.languages:
        return f"{project.name} speaks {', '.join(project.languages) or 'no known language'}"
    if search.names and ANYTHING not in search.names and not _is_called(project, search.names):
        return f"{project.name} is another one"
    return ""


def _is_for(project, place):
    """Whether it is in a place, or can be used from there."""
    if len(place) == 2 and place.isupper():
        return place in project.country_keys or not _is_elsewhere(project, usable_from_countries(place))
    if place in REGIONS:
        there = set(current_vocabularies().cities_of_regions.get(place, ()))
        return bool(there & set(project.city_keys)) or not _is_elsewhere(project, usable_from_region(place))
    cities = City.objects.filter(name_en=place)
    return any(
        city.slug in project.city_keys or not _is_elsewhere(project, usable_from_city(city.country.code, city.region))
        for city in cities
    )


def _is_elsewhere(project, usable):
    return set(usable.sure).isdisjoint(project.used_from)


def _is_called(project, names):
    return any(fold(name).replace(" ", "") in fold(project.name).replace(" ", "") for name in names)
