"""The charts of the insights page: what each counts, says, and shows as a picture, as a table and as data."""

from dataclasses import dataclass, field
from math import sqrt

from babel import Locale
from babel.numbers import format_percent
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from insights.circles import Circle, put_labels, spread
from insights.network import layout
from insights.sheets import columns, curve, rows, sheets
from insights.survival import kaplan_meier
from insights.svg import element, link
from projects.models import Status
from taxonomy.models import City, Theme
from taxonomy.where import where_keys, where_label

MOST_NODES = 40
MOST_PAIRS = 100


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
    records: list = field(default_factory=list)
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


def list_url(**values):
    """Return the address of the list of projects with these values, also the ended ones unless a status is given."""
    query = QueryDict(mutable=True)
    query.update({"status": "all"} | values)
    return f"{reverse('projects:list')}?{query.urlencode()}"


def of_year(year, **values):
    return list_url(founded_from=str(year), founded_to=str(year), **values)


def projects(number):
    return ngettext("%(number)d project", "%(number)d projects", number) % {"number": number}


def named(label, number):
    return _("%(label)s: %(projects)s") % {"label": label, "projects": projects(number)}


def percent(share):
    return format_percent(share, locale=Locale.parse(get_language() or "en", sep="-"))


def based(known, unknown, words, rests_on=None):
    """Return how many projects a chart rests on, and of how many it is not known; words: their sentence, a format."""
    rests_on = rests_on or _("It rests on %(projects)s.") % {"projects": projects(known)}
    # Not within the f-string, where gettext's tools find no texts.
    rest = words % {"number": unknown} if unknown else _("None is unknown.")
    return f"{rests_on} {rest}"


def _year_unknown(number):
    return ngettext(
        "Of %(number)d the year of launch is not known.", "Of %(number)d the year of launch is not known.", number
    )


def year_bars(totals, parts, part_url, part_name):
    """Return a Bar for every year between the first and the last, also for those without a project."""
    bars = []
    for year in range(min(totals), max(totals) + 1) if totals else ():
        number, part = totals[year], parts[year]
        bars.append(
            Bar(
                key=str(year),
                label=str(year),
                number=number,
                url=of_year(year),
                name=named(year, number),
                part=Part(part, part_url(year), part_name(year, part)),
            )
        )
    return bars


def year_chart(slug, numbers, bars, *, part_key, headings, **words):
    """Return a Chart of upright bars, a year each, with a part of each bar set off."""
    known = sum(bar.number for bar in bars)
    unknown = numbers.projects - known
    chart = Chart(
        slug=slug,
        base=based(known, unknown, _year_unknown(unknown)),
        keys=("year", "projects", part_key, "list"),
        headings=headings,
        legend=(("", headings[1]), ("part", headings[2])),
        empty=_("No project with a known year of launch is listed yet."),
        **words,
    )
    for bar in bars:
        chart.records.append([bar.key, bar.number, bar.part.number, bar.url])
        chart.table.append(
            [
                Cell(bar.label),
                Cell(str(bar.number), bar.url if bar.number else ""),
                Cell(str(bar.part.number), bar.part.url if bar.part.number else ""),
            ]
        )
    if bars:
        chart.draw(lambda sheet: columns(sheet, bars))
    return chart


def founded(numbers):
    """Projects by the year in which they were launched, and how many of them have ended since."""
    totals = numbers.by_year()
    ended = numbers.by_year(lambda group: group.is_ended)
    bars = year_bars(
        totals,
        ended,
        lambda year: of_year(year, status=Status.DISCONTINUED.value),
        lambda year, number: (
            ngettext("%(year)s: %(number)d has ended since", "%(year)s: %(number)d have ended since", number)
            % {"year": year, "number": number}
        ),
    )
    return year_chart(
        "founded",
        numbers,
        bars,
        part_key="ended_since",
        headings=(_("Year of launch"), _("Launched"), _("Ended since")),
        title=_("Founded, year by year"),
        finding=_peak(totals),
        method=_(
            "“Ended since” counts those known to have ended. Of most others nobody has said lately whether they run: "
            "more may have ended."
        ),
    )


def _peak(totals):
    """Say which two years in a row saw the most launches."""
    if len(totals) < 2:
        return ""
    year = max(range(min(totals), max(totals)), key=lambda first: totals[first] + totals[first + 1])
    number, all_of_them = totals[year] + totals[year + 1], totals.total()
    return _("%(first)s and %(second)s saw the most launches: %(number)d of %(total)d, or %(percent)s.") % {
        "first": year,
        "second": year + 1,
        "number": number,
        "total": all_of_them,
        "percent": percent(number / all_of_them),
    }


def newcomers(numbers):
    """Projects by year of launch, and how many of them are led by newcomers."""
    totals = numbers.by_year()
    led = numbers.by_year(lambda group: group.is_newcomer_led)
    all_led = numbers.count(lambda group: group.is_newcomer_led)
    bars = year_bars(
        totals,
        led,
        lambda year: of_year(year, newcomer_led="yes"),
        lambda year, number: (
            ngettext("%(year)s: %(number)d led by newcomers", "%(year)s: %(number)d led by newcomers", number)
            % {"year": year, "number": number}
        ),
    )
    said = numbers.count(lambda group: group.newcomer_led == "unknown")
    return year_chart(
        "newcomers",
        numbers,
        bars,
        part_key="newcomer_led",
        headings=(_("Year of launch"), _("Launched"), _("Led by newcomers")),
        title=_("Led by newcomers, by year of launch"),
        finding=ngettext(
            "%(number)d project is known to be led by people who came as newcomers themselves.",
            "%(number)d projects are known to be led by people who came as newcomers themselves.",
            all_led,
        )
        % {"number": all_led},
        method=ngettext(
            "Of %(number)d project it is not known whether newcomers lead it; it counts among all launched.",
            "Of %(number)d projects it is not known whether newcomers lead them; they count among all launched.",
            said,
        )
        % {"number": said},
    )


def bar_chart(slug, bars, *, key, heading, **words):
    """Return a Chart of lying bars."""
    chart = Chart(slug=slug, keys=(key, "projects", "list"), headings=(heading, _("Projects")), **words)
    for bar in bars:
        chart.records.append([bar.key, bar.number, bar.url])
        chart.table.append([Cell(bar.label), Cell(str(bar.number), bar.url if bar.number else "")])
    if any(bar.number for bar in bars):
        chart.draw(lambda sheet: rows(sheet, bars))
    return chart


def themes(numbers):
    """Projects by theme, the most first."""
    counter = numbers.by_theme
    labels = {theme.slug: theme for theme in Theme.objects.all()}
    bars = [
        Bar(slug, theme.name, counter[slug], list_url(theme=slug), named(theme.name, counter[slug]))
        for slug, theme in sorted(labels.items(), key=lambda item: (-counter[item[0]], item[1].position))
    ]
    unknown = counter[""]
    words = ngettext("%(number)d has no theme yet.", "%(number)d have no theme yet.", unknown)
    return bar_chart(
        "themes",
        bars,
        key="theme",
        heading=_("Theme"),
        title=_("By theme"),
        base=based(numbers.projects - unknown, unknown, words),
        finding=_most(bars),
        method=_("A project may have several themes, so that the bars add up to more than there are projects."),
        empty=_("No project has a theme yet."),
    )


def _most(bars):
    if not bars or not bars[0].number:
        return ""
    return _("Most have to do with %(label)s: %(projects)s.") % {
        "label": bars[0].label,
        "projects": projects(bars[0].number),
    }


def places(numbers):
    """Projects by where they are: the home city, elsewhere in its country, elsewhere in Europe, beyond."""
    counter = numbers.by_place
    home = {city.slug: city.name for city in City.objects.filter(slug=where_keys()[0])}
    bars = []
    for key in where_keys():
        label = where_label(key, home.get(key, key))
        bars.append(Bar(key, label, counter[key], list_url(where=key), named(label, counter[key])))
    unknown = counter[""]
    words = ngettext(
        "Of %(number)d it is not known where it is.", "Of %(number)d it is not known where they are.", unknown
    )
    return bar_chart(
        "places",
        bars,
        key="where",
        heading=_("Where"),
        title=_("By place"),
        base=based(numbers.projects - unknown, unknown, words),
        finding=_("%(label)s: %(number)d of %(total)d.")
        % {"label": bars[0].label, "number": bars[0].number, "total": numbers.projects},
        method=_("A project with cities in several of these places counts in each."),
        empty=_("No project with a known place is listed yet."),
    )


STATUS_TONES = {Status.DISCONTINUED: "part", Status.UNKNOWN: "quiet", Status.PAUSED: "quiet"}


def status(numbers):
    """Projects by whether they run."""
    counter = numbers.by_status()
    bars = [
        Bar(
            value,
            str(label),
            counter[value],
            list_url(status=value),
            named(label, counter[value]),
            tone=STATUS_TONES.get(value, ""),
        )
        for value, label in Status.choices
    ]
    unknown = counter[Status.UNKNOWN]
    words = ngettext("Of %(number)d the status is not known.", "Of %(number)d the status is not known.", unknown)
    return bar_chart(
        "status",
        bars,
        key="status",
        heading=_("Status"),
        title=_("By status"),
        base=based(numbers.projects - unknown, unknown, words),
        finding=_("%(active)d are known to be active, %(ended)d to have ended.")
        % {"active": counter[Status.ACTIVE], "ended": counter[Status.DISCONTINUED]},
        method=_("“Not known” means that no recent source was found, not that a project has ended."),
        empty=_("No project is listed yet."),
    )


def survival(numbers):
    """The share of projects that still run at each age, by Kaplan and Meier."""
    ended, censored = numbers.spans(timezone.localdate())
    steps = kaplan_meier(ended, censored)
    known = ended.total() + censored.total()
    unknown = numbers.projects - known
    chart = Chart(
        slug="survival",
        title=_("How long they last"),
        base=based(
            known,
            unknown,
            _year_unknown(unknown),
            _("It rests on %(projects)s with a known year of launch, of which %(ended)d ended in a known year.")
            % {"projects": projects(known), "ended": ended.total()},
        ),
        keys=("age", "at_risk", "ended", "censored", "share", "lower_95", "upper_95"),
        headings=(
            _("Age in years"),
            _("Known to run until then"),
            _("Ended at that age"),
            _("Last known at that age"),
            _("Share that outlives it"),
            # xgettext:no-python-format
            _("95% interval"),
        ),
        finding=_survival_finding(steps, ended),
        # xgettext:no-python-format
        method=_(
            "Kaplan–Meier estimate with its 95% interval (Kaplan and Meier 1958; Greenwood 1926). What is not known "
            "counts as censored: an active or paused project today; one of unknown status at its last sign of life, "
            "which is when somebody last verified it, or else its launch; one that ended in an unknown year at its "
            "launch. Ends are often heard of late or never, so the true curve is likely to lie lower."
        ),
        legend=(
            ("", _("Estimated share")),
            # xgettext:no-python-format
            ("band", _("95% interval")),
            ("mark", _("Last known at that age")),
        ),
        empty=_("No project with known years is listed yet."),
    )
    for step in steps:
        shares = (step.share, step.lower, step.upper)
        chart.records.append([step.age, step.at_risk, step.ended, step.censored, *(f"{share:.4f}" for share in shares)])
        interval = _("%(lower)s to %(upper)s") % {"lower": percent(step.lower), "upper": percent(step.upper)}
        chart.table.append(
            [
                *(Cell(str(number)) for number in (step.age, step.at_risk, step.ended, step.censored)),
                Cell(percent(step.share)),
                Cell(interval),
            ]
        )
    if steps:
        risk_name = _("Known to run until that age")
        chart.draw(lambda sheet: curve(sheet, steps, percent, _("Age in years"), risk_name))
    return chart


def _survival_finding(steps, ended):
    if not ended:
        return ""
    step = next((step for step in reversed(steps) if step.age <= 5), None)
    return _("About %(share)s are estimated to outlive the age of %(age)d (95%% interval: %(lower)s to %(upper)s).") % {
        "share": percent(step.share),
        "age": step.age,
        "lower": percent(step.lower),
        "upper": percent(step.upper),
    }


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
            ngettext("Of %(number)d no organisation is known.", "Of %(number)d no organisation is known.", without),
            _("It rests on %(projects)s with a known organisation.")
            % {"projects": projects(numbers.with_organisation)},
        ),
        keys=("organisation", "other", "shared_projects", "projects"),
        headings=(_("Organisation"), _("Other organisation"), _("Shared projects")),
        finding=ngettext(
            "%(number)d project is shared, by %(organisations)d organisations.",
            "%(number)d projects are shared, by %(organisations)d organisations.",
            len(shared),
        )
        % {"number": len(shared), "organisations": len(organisations)}
        if pairs
        else "",
        method=_("Two organisations are joined where both have a part in a project, as lead, partner or funder."),
        empty=_(
            "So far every project names one organisation at most, so that no two share one. Whoever knows of a partner "
            "can suggest the change on the project’s page."
        ),
    )
    for (one, other), together in pairs.items():
        chart.records.append([one[0], other[0], len(together), ";".join(slug for _name, slug in together)])
    most = sorted(pairs.items(), key=lambda item: -len(item[1]))[:MOST_PAIRS]
    for (one, other), together in most:
        names = ", ".join(name for name, _slug in together)
        only = reverse("projects:detail", args=[together[0][1]]) if len(together) == 1 else ""
        chart.table.append(
            [
                Cell(one[0], reverse("organisations:detail", args=[one[1]])),
                Cell(other[0], reverse("organisations:detail", args=[other[1]])),
                Cell(f"{len(together)}: {names}", only),
            ]
        )
    if len(pairs) > MOST_PAIRS:
        chart.method += " " + _("The table has the pairs that share most, the data has all of them.")
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
    put_labels(circles, width, height, 12)
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
        shapes.append(link(list_url(organisation=circle.key), named(circle.name, circle.number), *parts))
    return height, shapes


CHARTS = {
    "founded": founded,
    "themes": themes,
    "places": places,
    "status": status,
    "survival": survival,
    "newcomers": newcomers,
    "network": network,
}
