"""What projects offer, from files beside the catalogue: whom it is for, what it costs, where it can be used."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import override

from projects.actions import save_project
from projects.catalogue.columns import SEPARATOR, CatalogueColumn, choice, country, text
from projects.catalogue.facts import FactsLoad
from projects.catalogue.reading import Problem, read_file
from projects.contacts import phone_number
from projects.models import Cost, DeliveryMode, LanguageLevel, OfferRow, Project, Reach, StepFree
from search.text import fold
from taxonomy.countries import is_country
from taxonomy.models import City
from taxonomy.regions import REGIONS

REASON = "Loaded from the file of offers"
# What goes into the field of the same name as it is.
PLAIN = (
    *("description", "audience", "cost", "delivery", "how_to_start", "language_level", "step_free"),
    *("email", "phone", "channels", "reach"),
)
# Column -> the field into which it goes.
OTHERS = {"basis": "reach_basis"}
# What files of others call what some have to pay for.
MIXED = "mixed"


def cost_of_offer(cell):
    return Cost.SOME.value if cell == MIXED else choice(Cost)(cell)


def places_of_offer(cell):
    """Return the places of a cell: ISO codes of countries, keys of regions, and names of cities, in this order."""
    found = list(dict.fromkeys(part.strip() for part in cell.split(SEPARATOR) if part.strip()))
    read = [_key_of(part) for part in found]
    longest = City._meta.get_field("name").max_length
    if too_long := next((part for part in read if len(part) > longest), ""):
        raise ValueError(f"“{too_long[:60]}…” is too long for the name of a place")
    return sorted(read, key=lambda part: (is_city(part), read.index(part)))


def is_city(place):
    return place not in REGIONS and not is_country(place)


def _key_of(place):
    with override("en"):
        return next((key for key, region in REGIONS.items() if fold(str(region.name)) == fold(place)), place)


def checked(field):
    """Return a reader of what a field of a project may have."""

    def read(cell):
        try:
            return Project._meta.get_field(field).clean(cell, Project())
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None

    return read


def phone_anywhere(cell):
    """A file says of no number where it belongs: each has the code of its country."""
    try:
        return phone_number(cell, "")
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from None


def channel_lines(cell):
    return checked("channels")("\n".join(part.strip() for part in cell.split(SEPARATOR) if part.strip()))


FACTS = {
    "description": CatalogueColumn(text(Project, "description")),
    "audience": CatalogueColumn(text(Project, "audience")),
    "cost": CatalogueColumn(cost_of_offer),
    "delivery": CatalogueColumn(choice(DeliveryMode)),
    "reach": CatalogueColumn(choice(Reach)),
    "places": CatalogueColumn(places_of_offer, empty=[]),
    "basis": CatalogueColumn(text(Project, "reach_basis")),
    "how_to_start": CatalogueColumn(text(Project, "how_to_start")),
    "language_level": CatalogueColumn(choice(LanguageLevel)),
    "step_free": CatalogueColumn(choice(StepFree)),
    "email": CatalogueColumn(checked("email")),
    "phone": CatalogueColumn(phone_anywhere),
    "channels": CatalogueColumn(channel_lines),
}
COLUMNS = {
    "name": CatalogueColumn(text(Project, "name"), is_required=True),
    "country": CatalogueColumn(country, is_required=True),
    **{name: replace(column, may_be_missing=True) for name, column in FACTS.items()},
}


def read_offers(path):
    """Return the sound Rows and the Problems of a file with some of COLUMNS."""
    rows, problems = read_file(path, COLUMNS)
    sound = []
    for row in rows:
        if complaint := _contradiction(row.values):
            problems.append(Problem(row.file, row.line, "places", complaint))
        else:
            sound.append(row)
    return sound, problems


def together(rows):
    """Return the rows of several files as one a project; what a later one says counts, where it says something."""
    found = {}
    for row in rows:
        said = {name: value for name, value in row.values.items() if value}
        earlier = found.get(row.key)
        found[row.key] = replace(row, values=earlier.values | said if earlier else row.values)
    return list(found.values())


def _contradiction(values):
    """Return why the places of a row do not go with its reach, "" where they do."""
    said = values.get("places") or []
    if values.get("reach") == Reach.COUNTRIES and not said:
        return "is empty, though it can be used in several countries"
    try:
        Project(reach=values.get("reach", ""), reach_places=_keys(said)).clean_reach_places()
    except ValidationError as error:
        return " ".join(error.messages)
    if values.get("reach") != Reach.CITY and (cities := [place for place in said if is_city(place)]):
        return f"“{cities[0][:60]}” is neither a country nor a region that is known here"
    return ""


def load_offers(rows, by=None):
    """Write the Rows of a file with COLUMNS, in many turns; returns a FactsReport."""
    return _Load(by).run(rows)


class _Load(FactsLoad):
    records = OfferRow
    facts = tuple(FACTS)

    def says(self, project, name, value):
        if name != "places":
            return getattr(project, OTHERS.get(name, name)) == value
        cities = [self.cities.get(place, project.country.code) for place in value if is_city(place)]
        return project.reach_places == _keys(value) and set(cities) <= set(project.cities.all())

    def empty(self, name):
        return [] if name == "places" else super().empty(OTHERS.get(name, name))

    def write(self, project, facts):
        for name in facts.keys() - {"places"}:
            setattr(project, OTHERS.get(name, name), facts[name])
        cities = None
        if "places" in facts:
            project.reach_places = _keys(facts["places"])
            named = [place for place in facts["places"] if is_city(place)]
            found = [self.cities.get_or_make(place, project.country.code) for place in named]
            cities = dict.fromkeys([*project.cities.all(), *found])
        try:
            project.clean_reach_places()
        except ValidationError:
            project.refresh_from_db()
            return False
        save_project(project, by=self.by, cities=cities, reason=REASON)
        return True


def _keys(found):
    """Return the countries and regions of places, as a project keeps them."""
    return sorted(place for place in found if not is_city(place))
