from itertools import combinations
from math import hypot

import pytest

from insights.circles import Circle, Scale, put_labels, spread


def circles_at(*places, radius=5.0):
    return [Circle(str(i), f"Town {i}", 100 - i, place, radius) for i, place in enumerate(places)]


def overlaps(circles):
    return [
        (one.key, other.key)
        for one, other in combinations(circles, 2)
        if hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius - 0.01
    ]


def test_areas_are_in_proportion_to_numbers():
    scale = Scale(one=6.0, largest=44.0, smallest=1.0)

    assert scale.radius(36, 36) == pytest.approx(2 * scale.radius(9, 36))
    assert scale.radius(10_000, 10_000) == 44
    assert scale.radius(1, 10_000) == 1


def test_circles_that_stand_free_stay_where_they_are():
    circles = circles_at((20, 20), (80, 80))

    spread(circles, 100, 100)

    assert [(circle.x, circle.y) for circle in circles] == [(20, 20), (80, 80)]


@pytest.mark.parametrize("crowd", [[(50, 50)] * 12, [(50 + i % 4, 50 + i // 4) for i in range(30)]])
def test_no_circle_covers_another_however_close_they_are(crowd):
    circles = circles_at(*crowd)

    spread(circles, 200, 200)

    assert overlaps(circles) == []


def test_circles_stay_on_the_sheet():
    circles = circles_at((0, 0), (1, 1), (100, 100), (99, 100))

    spread(circles, 100, 100)

    assert all(5 <= circle.x <= 95 and 5 <= circle.y <= 95 for circle in circles)
    assert overlaps(circles) == []


def test_a_large_circle_gives_way_less_than_a_small_one():
    large, small = Circle("a", "A", 64, (50, 50), 24.0), Circle("b", "B", 1, (52, 50), 3.0)

    spread([large, small], 100, 100)

    assert abs(large.x - 50) < 1 < abs(small.x - 52)


def test_the_layout_does_not_hang_on_the_order():
    places = [(50, 50), (51, 50), (50, 52)]
    one, other = circles_at(*places), circles_at(*places)[::-1]

    spread(one, 100, 100)
    spread(other, 100, 100)

    assert {c.key: (c.x, c.y) for c in one} == {c.key: (c.x, c.y) for c in other}


def test_the_largest_have_their_names_and_none_collides():
    circles = circles_at(*((50 + 11 * (i % 5), 50 + 11 * (i // 5)) for i in range(25)))

    put_labels(circles, 200, 200, 12)

    labelled = [circle for circle in circles if circle.label]
    assert circles[0].label
    assert 0 < len(labelled) < len(circles)


def test_a_name_that_would_leave_the_sheet_goes_to_the_other_side():
    (circle,) = circles_at((95, 50))

    put_labels([circle], 100, 100, 12)

    assert circle.label.anchor == "end"
