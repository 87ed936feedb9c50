"""What a row of the catalogue holds: one line a column, with the function that reads its cells.

Each takes a cell as projects.catalogue.characters leaves it, not empty, and returns a value that JSON can hold; it
raises ValueError with the reason of a refusal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from curating.tables import words_of
from curating.tables.values import Words, whole_number
from entries.validators import MOST_THEMES, validate_year
from organisations.models import Organisation, OrganisationKind
from projects.catalogue.characters import refuse_invisible
from projects.models import NewcomerLed, Project, Role, Status
from taxonomy.models import City

SEPARATOR = ";"
GENERAL_KNOWLEDGE = "general knowledge"

_check_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class CatalogueColumn:
    """read: cell -> value; is_required: whether an empty cell is refused; empty: the value of an empty one.

    may_be_missing: whether a file need not have the column.
    """

    read: Callable
    is_required: bool = False
    empty: object = ""
    may_be_missing: bool = False


def text(model, field):
    """Return a reader of texts that fit into a field of a model."""
    longest = model._meta.get_field(field).max_length

    return lambda cell: at_most(cell, longest)


def web_address(cell):
    refuse_invisible(cell)
    try:
        _check_address(cell)
    except ValidationError:
        raise ValueError(f"“{_short(cell)}” is not a web address that begins with http:// or https://") from None
    return text(Project, "website")(cell)


def choice(choices):
    """Return a reader of one of the choices of a TextChoices, by its key or its name in any language."""
    return Words(lambda: choices.choices).read


def country(cell):
    return _words_of("country").read(cell)


def year(cell):
    number = whole_number(cell)
    try:
        validate_year(number)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
    return number


def theme_slugs_of(cell, themes):
    """Return the slugs of one to three themes; themes: Words."""
    found = _several(cell, themes)
    if len(found) > MOST_THEMES:
        raise ValueError(f"names {len(found)} themes, at most {MOST_THEMES} are allowed")
    return found


def language_codes_of(cell):
    return _several(cell, _words_of("languages"))


def sources(cell):
    """Return the pages that facts come from; one that is no address stands as a note."""
    found = list(dict.fromkeys(part.strip() for part in cell.split(SEPARATOR) if part.strip()))
    try:
        Project._meta.get_field("sources").run_validators("\n".join(found))
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None
    return found


def names_of_organisation(cell):
    names = list(dict.fromkeys(part.strip() for part in cell.split(SEPARATOR) if part.strip()))
    read = text(Organisation, "name")
    return [read(name) for name in names]


def at_most(cell, number):
    """Return a cell. Raises ValueError where it is longer than that."""
    if len(cell) > number:
        raise ValueError(f"has {len(cell)} characters, at most {number} are allowed")
    return cell


@cache
def _words_of(field):
    return words_of(Project._meta.get_field(field))


def _several(cell, words):
    return sorted({words.read(part) for part in map(str.strip, cell.split(SEPARATOR)) if part})


def _short(cell):
    return cell if len(cell) <= 60 else f"{cell[:60]}…"


def columns_for(themes):
    """Return the columns of the catalogue, name -> Column; themes: the Words of those that exist."""
    return {
        "name": CatalogueColumn(text(Project, "name"), is_required=True),
        "summary": CatalogueColumn(text(Project, "summary"), is_required=True),
        "website": CatalogueColumn(web_address),
        "city": CatalogueColumn(text(City, "name")),
        "country": CatalogueColumn(country, is_required=True),
        "themes": CatalogueColumn(lambda cell: theme_slugs_of(cell, themes), is_required=True),
        "status": CatalogueColumn(choice(Status), is_required=True),
        "launched": CatalogueColumn(year, empty=None),
        "ended": CatalogueColumn(year, empty=None),
        # As it was before these had files of their own.
        "organisation": CatalogueColumn(text(Organisation, "name"), may_be_missing=True),
        "organisation_type": CatalogueColumn(choice(OrganisationKind), may_be_missing=True),
        "organisation_website": CatalogueColumn(web_address, may_be_missing=True),
        "newcomer_led": CatalogueColumn(choice(NewcomerLed), empty=NewcomerLed.UNKNOWN.value),
        "languages": CatalogueColumn(language_codes_of, empty=[]),
        "sources": CatalogueColumn(sources, empty=[GENERAL_KNOWLEDGE]),
    }


# What the file of organisations may call what others can belong to.
NETWORK = "network"


def kind_of_organisation(cell):
    return OrganisationKind.GRASSROOTS.value if cell == NETWORK else choice(OrganisationKind)(cell)


ORGANISATION_COLUMNS = {
    "organisation": CatalogueColumn(text(Organisation, "name"), is_required=True),
    "type": CatalogueColumn(kind_of_organisation),
    "website": CatalogueColumn(web_address),
    "city": CatalogueColumn(text(City, "name")),
    "country": CatalogueColumn(country),
    "other_names": CatalogueColumn(names_of_organisation, empty=[]),
    "note": CatalogueColumn(lambda cell: at_most(cell, 1000)),
}
PARTNERSHIP_COLUMNS = {
    "project": CatalogueColumn(text(Project, "name"), is_required=True),
    "country": CatalogueColumn(country, is_required=True),
    "organisation": CatalogueColumn(text(Organisation, "name"), is_required=True),
    "role": CatalogueColumn(choice(Role), is_required=True),
}


def contradictions(values):
    """Yield (column, reason) for values of one row that do not go together."""
    if values.get("ended") and (values.get("status") or Status.DISCONTINUED) != Status.DISCONTINUED:
        yield "ended", f"a project with the status {values['status']} has no year of ending"
    if values.get("ended") and values.get("launched") and values["ended"] < values["launched"]:
        yield "ended", f"{values['ended']} is before {values['launched']}, when it was launched"
    if values.get("city") and not values.get("country", "?"):
        yield "country", "is empty, though there is a city"
    if values.get("organisation_website") and not values.get("organisation", "?"):
        yield "organisation", "is empty, though there is a website of it"
