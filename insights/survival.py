"""How long projects last: the share that still runs at each age, from spans of which many are seen only in part."""

from collections import Counter
from dataclasses import dataclass
from math import exp, log, sqrt

QUANTILE = 1.959964  # of the normal distribution, for an interval of 95 %


@dataclass(frozen=True)
class Step:
    """An age in whole years: how many were seen to reach it, ended at it, or are last seen at it, and the share that
    outlives it, with the bounds of its 95 % confidence interval."""

    age: int
    at_risk: int
    ended: int
    censored: int
    share: float
    lower: float
    upper: float


def kaplan_meier(ended, censored):
    """Return the Steps from age 0 on; ended and censored: mappings of an age to how many ended or were last seen at it.

    The estimate is that of Kaplan and Meier, "Nonparametric estimation from incomplete observations", Journal of the
    American Statistical Association 53 (1958): at each age, the share falls by the part of those at risk that end
    then. Who is last seen at an age counts as at risk at it, and not after. The interval rests on Greenwood's variance
    ("The natural duration of cancer", 1926) on the scale of log(−log), which keeps it between 0 and 1 (Kalbfleisch
    and Prentice, "The Statistical Analysis of Failure Time Data", 1980).
    """
    ended, censored = Counter(ended), Counter(censored)
    at_risk = ended.total() + censored.total()
    share, variance, steps = 1.0, 0.0, []
    for age in range(max([*ended, *censored], default=-1) + 1):
        if at_risk and ended[age]:
            share *= 1 - ended[age] / at_risk
            if at_risk > ended[age]:
                variance += ended[age] / (at_risk * (at_risk - ended[age]))
        lower, upper = _interval(share, variance)
        steps.append(Step(age, at_risk, ended[age], censored[age], share, lower, upper))
        at_risk -= ended[age] + censored[age]
    return steps


def share_at(steps, age):
    """Return the share that outlives an age; beyond the last step that of the last one."""
    return steps[min(age, len(steps) - 1)].share


def _interval(share, variance):
    if not variance or not 0 < share < 1:
        return share, share
    spread = exp(QUANTILE * sqrt(variance) / -log(share))
    return share**spread, share ** (1 / spread)
