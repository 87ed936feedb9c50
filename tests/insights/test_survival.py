import pytest

from insights.survival import kaplan_meier


def test_the_estimate_agrees_with_the_trial_of_6_mercaptopurine():
    """Weeks of remission of 21 children (Freireich and others 1963), the textbooks' example."""
    steps = {
        step.age: step
        for step in kaplan_meier(
            {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1},
            {6: 1, 9: 1, 10: 1, 11: 1, 17: 1, 19: 1, 20: 1, 25: 1, 32: 2, 34: 1, 35: 1},
        )
    }

    assert {age: round(steps[age].share, 3) for age in (5, 6, 7, 10, 13, 16, 22, 23, 35)} == {
        5: 1.0,
        6: 0.857,
        7: 0.807,
        10: 0.753,
        13: 0.690,
        16: 0.627,
        22: 0.538,
        23: 0.448,
        35: 0.448,
    }
    assert [steps[age].at_risk for age in (0, 6, 7, 10, 23, 35)] == [21, 21, 17, 15, 6, 1]
    assert (steps[6].lower, steps[6].upper) == pytest.approx((0.6197, 0.9516), abs=1e-4)
    assert (steps[23].lower, steps[23].upper) == pytest.approx((0.1881, 0.6801), abs=1e-4)


def test_who_is_last_seen_at_an_age_is_at_risk_at_it():
    (step,) = kaplan_meier({0: 1}, {0: 3})

    assert (step.at_risk, step.share) == (4, 0.75)


def test_the_curve_reaches_the_ground_when_all_have_ended():
    steps = kaplan_meier({1: 1, 2: 1}, {})

    assert [step.share for step in steps] == [1, 0.5, 0]
    assert (steps[-1].lower, steps[-1].upper) == (0, 0)


def test_without_an_end_the_curve_stays_up_and_without_anything_there_is_none():
    assert [step.share for step in kaplan_meier({}, {2: 5})] == [1, 1, 1]
    assert kaplan_meier({}, {}) == []
