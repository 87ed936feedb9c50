"""Charts of lying bars: by theme, by place, by status."""

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.charts.base import Bar, Cell, Chart, bar_label, based, headline, list_url, number_of_projects
from insights.sheets import rows
from projects.models import Status
from taxonomy.models import City, Theme
from taxonomy.where import where_keys, where_label


def bar_chart(slug, bars, *, key, heading, **words):
    """Return a Chart of lying bars."""
    chart = Chart(slug=slug, keys=(key, "projects", "list"), headings=(heading, _("Projects")), **words)
    for bar in bars:
        chart.records.append([bar.key, bar.number, bar.url])
        chart.table.append([Cell(bar.label), Cell(localize(bar.number), bar.url if bar.number else "")])
    if any(bar.number for bar in bars):
        chart.draw(lambda sheet: rows(sheet, bars))
    return chart


def projects_by_theme(numbers):
    """Projects by theme, the most first."""
    counter = numbers.by_theme
    labels = {theme.slug: theme for theme in Theme.objects.all()}
    bars = [
        Bar(slug, theme.name, counter[slug], list_url(theme=slug), bar_label(theme.name, counter[slug]))
        for slug, theme in sorted(labels.items(), key=lambda item: (-counter[item[0]], item[1].position))
    ]
    unknown = counter[""]
    words = ngettext("%(number)s project has no theme yet.", "%(number)s projects have no theme yet.", unknown)
    return bar_chart(
        "themes",
        bars,
        key="theme",
        heading=_("Theme"),
        title=_("By theme"),
        base=based(numbers.projects - unknown, unknown, words),
        finding=headline(_most(bars), numbers.projects - unknown, unknown),
        method=_("A project may have several themes, so the bars add up to more than the number of projects."),
        empty=_("No project has a theme yet."),
    )


def _most(bars):
    if not bars or not bars[0].number:
        return ""
    return _("Most have to do with %(label)s: %(projects)s.") % {
        "label": bars[0].label,
        "projects": number_of_projects(bars[0].number),
    }


def projects_by_place(numbers):
    """Projects by where they are: the home city, elsewhere in its country, elsewhere in Europe, beyond."""
    counter = numbers.by_place
    home = {city.slug: city.name for city in City.objects.filter(slug=where_keys()[0])}
    bars = []
    for key in where_keys():
        label = where_label(key, home.get(key, key))
        bars.append(Bar(key, label, counter[key], list_url(where=key), bar_label(label, counter[key])))
    unknown = counter[""]
    words = ngettext(
        "For %(number)s project the place is not known.", "For %(number)s projects the place is not known.", unknown
    )
    return bar_chart(
        "places",
        bars,
        key="where",
        heading=_("Where"),
        title=_("By place"),
        base=based(numbers.projects - unknown, unknown, words),
        finding=headline(
            _("%(label)s: %(number)s of %(total)s.")
            % {"label": bars[0].label, "number": localize(bars[0].number), "total": localize(numbers.projects)},
            numbers.projects - unknown,
            unknown,
        ),
        method=_("A project with cities in several of these places is counted in each."),
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
            bar_label(label, counter[value]),
            tone=STATUS_TONES.get(value, ""),
        )
        for value, label in Status.choices
    ]
    unknown = counter[Status.UNKNOWN]
    words = ngettext(
        "The status of %(number)s project is not known.", "The status of %(number)s projects is not known.", unknown
    )
    return bar_chart(
        "status",
        bars,
        key="status",
        heading=_("Status"),
        title=_("By status"),
        base=based(numbers.projects - unknown, unknown, words),
        finding=headline(
            _("%(active)s are known to be active, %(ended)s to have ended.")
            % {"active": localize(counter[Status.ACTIVE]), "ended": localize(counter[Status.DISCONTINUED])},
            numbers.projects - unknown,
            unknown,
        ),
        method=_("“Not known” means that no recent source was found, not that a project has ended."),
        empty=_("No project is listed yet."),
    )
