"""How long projects last."""

from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from insights.charts.base import Cell, Chart, based, percent, projects, year_unknown
from insights.sheets import curve
from insights.survival import kaplan_meier


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
            year_unknown(unknown),
            _("It rests on %(projects)s with a known year of launch, of which %(ended)s ended in a known year.")
            % {"projects": projects(known), "ended": localize(ended.total())},
        ),
        keys=("age", "at_risk", "ended", "censored", "share", "lower_95", "upper_95"),
        headings=(
            _("Age in years"),
            _("Known to run until then"),
            _("Ended at that age"),
            _("Last known at that age"),
            _("Share that outlives it"),
            _("95 per cent interval"),
        ),
        finding=_survival_finding(steps, ended),
        method=_(
            "Kaplan–Meier estimate with its 95 per cent interval (Kaplan and Meier 1958; Greenwood 1926). What is not "
            "known counts as censored: an active or paused project today; one of unknown status at its last sign of "
            "life, which is when somebody last verified it, or else its launch; one that ended in an unknown year at "
            "its launch. Ends are often heard of late or never, so the true curve is likely to lie lower."
        ),
        legend=(
            ("", _("Estimated share")),
            ("band", _("95 per cent interval")),
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
                *(Cell(localize(number)) for number in (step.age, step.at_risk, step.ended, step.censored)),
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
    return _(
        "About %(share)s are estimated to outlive the age of %(age)d (95 per cent interval: %(lower)s to %(upper)s)."
    ) % {
        "share": percent(step.share),
        "age": step.age,
        "lower": percent(step.lower),
        "upper": percent(step.upper),
    }
