"""Which organisations share projects."""

from math import sqrt

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
    for (one, other), together in pairs.items():
        chart.records.append([one[0], other[0], len(together), ";".join(slug for _name, slug in together)])
    most = sorted(pairs.items(), key=lambda item: -len(item[1]))[:MOST_PAIRS]
    for (one, other), together in most:
        names = comma_list(name for name, _slug in together)
        only = reverse("projects:detail", args=[together[0][1]]) if len(together) == 1 else ""
        chart.table.append(
            [
                Cell(one[0], reverse("organisations:detail", args=[one[1]])),
                Cell(other[0], reverse("organisations:detail", args=[other[1]])),
                Cell(labelled(localize(len(together)), names), only),
            ]
        )
    if len(pairs) > MOST_PAIRS:
        chart.method += " " + _("The table shows the pairs that share the most projects; the data has all of them.")
    if pairs:
        chart.draw(lambda sheet: _net(sheet, pairs))
    return chart


def _net(sheet, pairs):
    """Return height and shapes of the organisations that share most, and what joins them."""
    degree = {}
    for pair, together in pairs.items():
        for organisation in pair:
            degree.setdefault(organisation, set()).update(together)
    nodes = sorted(degree, key=lambda organisation: (-len(degree[organisation]), organisation))[:MOST_NODES]
    shown = {pair: together for pair, together in pairs.items() if pair[0] in nodes and pair[1] in nodes}
    width, height = sheet.width, 420 if sheet.is_narrow else 480
    places_of = layout(nodes, shown, width, height)
    circles = [
        Circle(node[1], node[0], len(degree[node]), places_of[node], 5 + 3 * sqrt(len(degree[node]))) for node in nodes
    ]
    spread(circles, width, height)
    put_labels(circles, width, height, LABEL)
    at = {circle.key: circle for circle in circles}
    shapes = []
    for (one, other), together in shown.items():
        a, b = at[one[1]], at[other[1]]
        thick = f"{1 + sqrt(len(together)):.1f}"
        shapes.append(element("line", x1=a.x, y1=a.y, x2=b.x, y2=b.y, stroke_width=thick, class_="chart__edge"))
    for circle in circles:
        parts = [element("circle", cx=circle.x, cy=circle.y, r=circle.radius, class_="bar chart__node")]
        if circle.label:
            where = {"x": circle.label.x, "y": circle.label.y, "text_anchor": circle.label.anchor}
            parts.append(element("text", circle.name, class_="chart__label chart__label--over", **where))
        shapes.append(link(list_url(organisation=circle.key), bar_label(circle.name, circle.number), *parts))
    return height, shapes
