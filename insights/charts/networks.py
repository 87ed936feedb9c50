"""Which organisations share projects."""

from collections import defaultdict
from math import sqrt
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entries.wording import comma_list, labelled
from insights.charts.base import Cell, Chart, bar_label, based, headline, list_url, number_of_projects
from insights.circles import Circle, put_labels, spread
from insights.network import layout
from insights.sheets import LABEL
from insights.svg import element, link
from organisations.models import Organisation
from projects.models import Project
from search.among import Among

MOST_NODES = 40
MOST_PAIRS = 100


def network(numbers):
    """Which organisations share projects."""
    pairs = numbers.shared
    shared = {project for together in pairs.values() for project in together}
    organisations = {organisation for pair in pairs for organisation in pair}
    without = numbers.projects - numbers.with_organisation
    chart = Chart(
        slug="network",
        title=_("Who works with whom"),
        base=based(
            numbers.with_organisation,
            without,
            ngettext(
                "For %(number)s project no organisation is known.",
                "For %(number)s projects no organisation is known.",
                without,
            ),
            _("Based on %(projects)s with a known organisation.")
            % {"projects": number_of_projects(numbers.with_organisation)},
        ),
        keys=("organisation", "other", "shared_projects", "projects"),
        headings=(_("Organisation"), _("Other organisation"), _("Shared projects")),
        finding=headline(
            ngettext(
                "%(number)s project is shared by %(organisations)s organisations.",
                "%(number)s projects are shared by %(organisations)s organisations.",
                len(shared),
            )
            % {"number": localize(len(shared)), "organisations": localize(len(organisations))}
            if pairs
            else "",
            numbers.with_organisation,
            without,
        ),
        method=_("Two organisations are joined if both have a part in a project, as lead, partner or funder."),
        empty=_(
            "So far every project names one organisation at most, so no two of them share a project. If you "
            "know of a partner, suggest the change on the project’s page."
        ),
    )
    chart.records = _records(pairs)
    # Names are read only of what is shown, so of those that share as many the ones that came first are.
    most = dict(sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_PAIRS])
    for one, other, together in sorted(_told(most), key=lambda row: (-len(row[2]), row)):
        names = comma_list(project.name for project in together)
        only = reverse("projects:detail", args=[together[0].slug]) if len(together) == 1 else ""
        chart.table.append(
            [
                Cell(one.name, reverse("organisations:detail", args=[one.slug])),
                Cell(other.name, reverse("organisations:detail", args=[other.slug])),
                Cell(labelled(localize(len(together)), names), only),
            ]
        )
    if len(pairs) > MOST_PAIRS:
        chart.method += " " + _("The table shows the pairs that share the most projects; the data has all of them.")
    if pairs:
        net = _net_of(pairs)
        chart.draw(lambda sheet: _drawn(net, sheet))
    return chart


class NamedEntry(NamedTuple):
    """What is shown of an entry; sorts by name."""

    sort_key: str
    name: str
    slug: str


def _named(model, keys):
    """Return key -> NamedEntry of some entries."""
    rows = model.objects.filter(Among("pk", keys)).order_by().values_list("pk", *NamedEntry._fields)
    return {key: NamedEntry(*row) for key, *row in rows}


def _told(pairs):
    """Yield (one, other, projects) of pairs of keys, all of them NamedEntry and in the order of names."""
    organisations = _named(Organisation, {key for pair in pairs for key in pair})
    projects = _named(Project, {key for keys in pairs.values() for key in keys})
    for pair, keys in pairs.items():
        one, other = sorted(organisations[key] for key in pair)
        yield one, other, sorted(projects[key] for key in keys)


def _records(pairs):
    """Yield the data of the chart, which a page does without."""
    for one, other, together in sorted(_told(pairs)):
        yield [one.name, other.name, len(together), ";".join(project.slug for project in together)]


class Net(NamedTuple):
    """nodes: organisations -> on how many projects they work together with others; edges: (one, other) -> how many
    they share.
    """

    nodes: dict
    edges: dict


def _net_of(pairs):
    """Return the Net of the organisations that share most."""
    projects = defaultdict(set)
    for pair, together in pairs.items():
        for organisation in pair:
            projects[organisation].update(together)
    drawn = sorted(projects, key=lambda organisation: (-len(projects[organisation]), organisation))[:MOST_NODES]
    named = _named(Organisation, drawn)
    edges = sorted(pair for pair in pairs if named.keys() >= set(pair))
    return Net(
        {named[organisation]: len(projects[organisation]) for organisation in drawn},
        {(named[one], named[other]): len(pairs[one, other]) for one, other in edges},
    )


def _drawn(net, sheet):
    """Return height and shapes of a Net."""
    width, height = sheet.width, 420 if sheet.is_narrow else 480
    places_of = layout(tuple(net.nodes), tuple(net.edges), width, height)
    circles = [
        Circle(node.slug, node.name, number, places_of[node], 5 + 3 * sqrt(number))
        for node, number in net.nodes.items()
    ]
    spread(circles, width, height)
    put_labels(circles, width, height, LABEL)
    at = {circle.key: circle for circle in circles}
    shapes = []
    for (one, other), together in net.edges.items():
        a, b = at[one.slug], at[other.slug]
        thick = f"{1 + sqrt(together):.1f}"
        shapes.append(element("line", x1=a.x, y1=a.y, x2=b.x, y2=b.y, stroke_width=thick, class_="chart__edge"))
    for circle in circles:
        parts = [element("circle", cx=circle.x, cy=circle.y, r=circle.radius, class_="bar chart__node")]
        if circle.label:
            where = {"x": circle.label.x, "y": circle.label.y, "text_anchor": circle.label.anchor}
            parts.append(element("text", circle.name, class_="chart__label chart__label--over", **where))
        shapes.append(link(list_url(organisation=circle.key), bar_label(circle.name, circle.number), *parts))
    return height, shapes
