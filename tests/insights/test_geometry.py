import pytest

from insights.geometry import area, clipped_line, clipped_ring, dots, path, simplified
from insights.management.commands.make_outlines import within_the_map

BOX = (0, 0, 10, 10)


def test_a_point_that_matters_little_goes_and_the_ends_stay():
    line = [(0, 0), (5, 0.1), (10, 0), (10, 10)]

    assert simplified(line, 1) == [(0, 0), (10, 0), (10, 10)]
    assert simplified(line, 0.1) == line
    assert simplified([(0, 0), (1, 0)], 100) == [(0, 0), (1, 0)]


def test_what_sticks_out_of_the_box_is_cut_off():
    ring = [(5, 5), (15, 5), (15, 8), (5, 8), (5, 5)]

    clipped = clipped_ring(ring, BOX)

    assert clipped[0] == clipped[-1]
    assert set(clipped) == {(5, 5), (10, 5), (10, 8), (5, 8)}
    assert abs(area(clipped)) == 15


def test_a_ring_outside_the_box_leaves_nothing():
    assert clipped_ring([(20, 20), (30, 20), (30, 30), (20, 20)], BOX) == []


def test_a_line_is_cut_into_its_parts_inside():
    line = [(-5, 5), (5, 5), (15, 5), (25, 5), (15, 6), (5, 6)]

    assert clipped_line(line, BOX) == [[(-5, 5), (5, 5), (15, 5)], [(15, 6), (5, 6)]]


def test_a_path_counts_from_point_to_point():
    square = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]

    assert path([square, square], 10, closed=True) == "m0 0 10 0 0 10-10 0zm0 0 10 0 0 10-10 0z"
    assert path([[(0, 0), (-1, 2)], [(3, 3), (4, 4)]], 1) == "m0 0-1 2m4 1 1 1"


def test_a_dot_is_a_line_of_no_length_and_stands_once():
    assert dots([(1, 2), (0, 0), (1, 2)], 10) == "m0 0h0m10 20h0"


@pytest.mark.parametrize("direction", [1, -1])
def test_a_ring_across_the_date_line_becomes_two(direction):
    ring = [(170, 60), (-170, 60), (-170, 70), (170, 70), (170, 60)][::direction]

    parts = within_the_map(ring)

    spans = sorted((min(x for x, _y in part), max(x for x, _y in part)) for part in parts)
    assert spans == [(-180, -170), (170, 180)]
    assert [abs(area(part)) for part in parts] == [100, 100]
