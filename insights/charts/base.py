"""What the charts share: their parts, and the words that all of them say."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from babel.numbers import format_percent
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entries.wording import labelled
from insights.sheets import sheets
from listing.filters import ALL
from projects.views import ProjectList
from taxonomy.languages import locale


@dataclass(frozen=True)
class Part:
    number: int
    url: str
    name: str


@dataclass(frozen=True)
class Bar:
    """key: in the data; label: on the chart; name: what its link says."""

    key: str
    label: str
    number: int
    url: str
    name: str
    part: Part | None = None
    tone: str = ""


@dataclass(frozen=True)
class Cell:
    text: str
    url: str = ""


@dataclass
class Chart:
    """finding: one sentence on what the chart shows; base: how many entries it rests on, and how many are unknown;
    method: how it was reckoned; keys: the columns of the data, headings: those of the table; legend: (tone, label)."""

    slug: str
    title: str
    base: str
    keys: tuple
    headings: tuple
    finding: str = ""
    method: str = ""
    empty: str = ""
    legend: tuple = ()
    records: Iterable = field(default_factory=list)
    table: list = field(default_factory=list)
    drawings: list = field(default_factory=list)

    @property
    def csv_url(self):
        return reverse("insights:data", args=[self.slug])

    def draw(self, shapes_of):
        """Add a drawing for each sheet; shapes_of: a function of the sheet that returns height and shapes."""
        description = " ".join(filter(None, [self.finding, self.base]))
        for sheet in sheets():
            height, shapes = shapes_of(sheet)
            self.drawings.append(sheet.drawing(self.slug, height, self.title, description, shapes))


def headline(finding, known, unknown):
    """Return what a chart finds; "" where more is unknown than known, as it would then say more of what we know."""
    return finding if known >= unknown else ""


def list_url(**values):
    """Return the address of the list of projects with these values, which leaves out none that others would hide."""
    query = QueryDict(mutable=True)
    for name, value in ({"status": ALL, "fresh": ALL} | values).items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return f"{reverse('projects:list')}?{query.urlencode()}"


def of_year(year, **values):
    return list_url(launched_from=str(year), launched_to=str(year), **values)


number_of_projects = ProjectList.count_label


def bar_label(label, number):
    return labelled(label, number_of_projects(number))


def percent(share):
    return format_percent(share, locale=locale())


def based(known, unknown, words, rests_on=None):
    """Return how many projects a chart rests on, and of how many it is not known; words: their sentence, a format."""
    rests_on = rests_on or _("Based on %(projects)s.") % {"projects": number_of_projects(known)}
    # Not within the f-string, where gettext's tools find no texts.
    rest = words % {"number": localize(unknown)} if unknown else _("This is known for all of them.")
    return f"{rests_on} {rest}"


def year_unknown(number):
    """Return of how many projects the year of launch is not known, in words."""
    return ngettext(
        "For %(number)s project the year of launch is not known.",
        "For %(number)s projects the year of launch is not known.",
        number,
    )
