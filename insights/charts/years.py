"""Charts of upright bars, a year each: what was founded, and what newcomers lead."""

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entries.dates import month_after_a_word
from entries.freshness import FRESH, Freshness, limits
from entries.wording import labelled
from insights.charts.base import Bar, Cell, Chart, Part, bar_label, based, headline, of_year, percent, year_unknown
from insights.sheets import columns
from projects.models import NewcomerLed, Status


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
                name=bar_label(year, number),
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
        base=based(known, unknown, year_unknown(unknown)),
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
                Cell(localize(bar.number), bar.url if bar.number else ""),
                Cell(localize(bar.part.number), bar.part.url if bar.part.number else ""),
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
            ngettext("%(year)s: %(number)s has ended since", "%(year)s: %(number)s have ended since", number)
            % {"year": year, "number": localize(number)}
        ),
    )
    return year_chart(
        "founded",
        numbers,
        bars,
        part_key="ended_since",
        headings=(_("Year of launch"), _("Launched"), _("Ended since")),
        title=_("Launched, year by year"),
        finding=headline(_peak(totals), totals.total(), numbers.projects - totals.total()),
        method=_(
            "“Ended since” counts those known to have ended. For most of the others, nobody has said recently "
            "whether they are still running, so more may have ended."
        ),
    )


def _peak(totals):
    """Say which two years in a row saw the most launches."""
    if len(totals) < 2:
        return ""
    year = max(range(min(totals), max(totals)), key=lambda first: totals[first] + totals[first + 1])
    number, all_of_them = totals[year] + totals[year + 1], totals.total()
    return _("%(first)s and %(second)s saw the most launches: %(number)s of %(total)s, or %(percent)s.") % {
        "first": year,
        "second": year + 1,
        "number": localize(number),
        "total": localize(all_of_them),
        "percent": percent(number / all_of_them),
    }


def heard(numbers):
    """Projects by year of launch, and when they were last heard of."""
    totals = numbers.by_year()
    lately = numbers.by_year(lambda group: group.is_fresh)
    since = month_after_a_word(limits().seen)
    bars = year_bars(
        totals,
        lately,
        lambda year: of_year(year, fresh=[one.value for one in FRESH]),
        lambda year, number: labelled(labelled(year, _("Confirmed or seen recently")), localize(number)),
    )
    chart = year_chart(
        "heard",
        numbers,
        bars,
        part_key="heard_of_lately",
        headings=(_("Year of launch"), _("Launched"), _("Confirmed or seen recently")),
        title=_("Last heard of, by year of launch"),
        finding=headline(
            _("%(number)s of %(total)s have been confirmed or seen since %(month)s.")
            % {"number": localize(lately.total()), "total": localize(totals.total()), "month": since},
            totals.total(),
            numbers.projects - totals.total(),
        ),
        method=_(
            "What counts is the latest date on which a public page, the organisation or a curator shows that a "
            "project runs, or else its launch. Silence does not prove that it has ended."
        ),
    )
    others = (Freshness.QUIET, Freshness.SILENT, Freshness.ENDED)
    counts = [numbers.by_year(lambda group, one=one: group.freshness == one) for one in others]
    chart.keys = (*chart.keys[:3], *(one.value for one in others), "list")
    chart.headings = (*chart.headings, *(one.label for one in others))
    for bar, record, line in zip(bars, chart.records, chart.table, strict=True):
        numbers_of_others = [counter[int(bar.key)] for counter in counts]
        record[3:3] = numbers_of_others
        line += [Cell(localize(number)) for number in numbers_of_others]
    return chart


def newcomers(numbers):
    """Projects by year of launch, and how many of them are led by newcomers."""
    totals = numbers.by_year()
    led = numbers.by_year(lambda group: group.is_newcomer_led)
    all_led = numbers.count(lambda group: group.is_newcomer_led)
    bars = year_bars(
        totals,
        led,
        lambda year: of_year(year, newcomer_led=NewcomerLed.YES),
        lambda year, number: (
            ngettext("%(year)s: %(number)s led by newcomers", "%(year)s: %(number)s led by newcomers", number)
            % {"year": year, "number": localize(number)}
        ),
    )
    said = numbers.count(lambda group: group.newcomer_led == NewcomerLed.UNKNOWN)
    return year_chart(
        "newcomers",
        numbers,
        bars,
        part_key="newcomer_led",
        headings=(_("Year of launch"), _("Launched"), _("Led by newcomers")),
        title=_("Led by newcomers, by year of launch"),
        finding=headline(
            ngettext(
                "%(number)s project is known to be led by people who came as newcomers themselves.",
                "%(number)s projects are known to be led by people who came as newcomers themselves.",
                all_led,
            )
            % {"number": localize(all_led)},
            numbers.projects - said,
            said,
        ),
        method=ngettext(
            "For %(number)s project it is not known whether newcomers lead it; it is counted with all those launched.",
            "For %(number)s projects it is not known whether newcomers lead them; they are counted with all "
            "those launched.",
            said,
        )
        % {"number": localize(said)},
    )
