"""How long projects last."""

from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from insights.charts.base import Cell, Chart, based, number_of_projects, percent, year_unknown
from insights.sheets import curve
from insights.survival import kaplan_meier, share_at


def survival(numbers):
    """The share of projects that still run at each age, by Kaplan and Meier."""
    ended, censored = numbers.spans()
    steps = kaplan_meier(ended, censored)
    lowest = kaplan_meier(*numbers.spans(silent_ended=True))
    highest = kaplan_meier(*numbers.spans(silent_until=timezone.localdate().year))
    known = ended.total() + censored.total()
    unknown = numbers.projects - known
    chart = Chart(
        slug="survival",
        title=_("How long they last"),
        base=based(
            known,
            unknown,
            year_unknown(unknown),
            _(
                "Based on %(projects)s with a known year of launch; for %(ended)s of them the year of the end is "
                "known too."
            )
            % {"projects": number_of_projects(known), "ended": localize(ended.total())},
        ),
        keys=(
            "age",
            "at_risk",
            "ended",
            "censored",
            "share",
            "lower_95",
            "upper_95",
            "if_silent_ended",
            "if_silent_run",
        ),
        headings=(
            _("Age in years"),
            _("Known to run until then"),
            _("Ended at that age"),
            _("Last known at that age"),
            _("Share that lasts longer"),
            _("95 per cent interval"),
            _("If all silent ones ended"),
            _("If all silent ones still run"),
        ),
        finding=_survival_finding(lowest, highest),
        method=_(
            "Kaplan–Meier estimate with its 95 per cent interval (Kaplan and Meier 1958; Greenwood 1926). What did not "
            "end in a known year counts as censored at its last sign of life, or else at its launch. Ends are often "
            "heard of late or never, so the two bounds say what would be true if all silent projects had ended at "
            "their last sign, and if all of them still ran today."
        ),
        legend=(
            ("", _("Estimated share")),
            ("band", _("95 per cent interval")),
            ("mark", _("Last known at that age")),
            ("bound", _("Bounds: all silent ones ended, or still run")),
        ),
        empty=_("No project with known years is listed yet."),
    )
    for step in steps:
        shares = (step.share, step.lower, step.upper)
        shares += (share_at(lowest, step.age), share_at(highest, step.age))
        chart.records.append([step.age, step.at_risk, step.ended, step.censored, *(f"{share:.4f}" for share in shares)])
        interval = _("%(lower)s to %(upper)s") % {"lower": percent(step.lower), "upper": percent(step.upper)}
        chart.table.append(
            [
                *(Cell(localize(number)) for number in (step.age, step.at_risk, step.ended, step.censored)),
                Cell(percent(step.share)),
                Cell(interval),
                *(Cell(percent(share)) for share in shares[3:]),
            ]
        )
    if steps:
        risk_name = _("Known to run until that age")
        bounds = (lowest, highest)
        chart.draw(lambda sheet: curve(sheet, steps, percent, _("Age in years"), risk_name, bounds))
    return chart


def _survival_finding(lowest, highest):
    """Say how many last five years, as far as that is known at all: between the two things that silence may mean."""
    if not any(step.ended for step in lowest):
        return ""
    age = min(5, lowest[-1].age)
    words = _(
        "Between %(lowest)s and %(highest)s last more than %(age)d years: it is not known which silent ones ended."
    )
    return words % {
        "lowest": percent(share_at(lowest, age)),
        "highest": percent(share_at(highest, age)),
        "age": age,
    }
