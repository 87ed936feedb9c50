"""The figures are those of the worked examples in IOGP's Guidance Note 7-2 and of the EPSG register."""

import pytest

from insights.projections import GRS80, WGS84, Ellipsoid, EqualEarth, LambertAzimuthalEqualArea, LambertConformalConic
from insights.regions import EUROPE, GERMANY, REGIONS, WIDE, WORLD


def test_the_european_projection_gives_the_register_s_example():
    projection = LambertAzimuthalEqualArea(GRS80, 52, 10, easting=4_321_000, northing=3_210_000)

    assert projection.project(50, 5) == pytest.approx((3_962_799.45, 2_999_718.85), abs=0.01)


def test_the_conic_projection_gives_the_register_s_example():
    clarke_in_us_feet = Ellipsoid(20_925_832.16, 294.97870)
    texas = LambertConformalConic(
        clarke_in_us_feet, 27 + 5 / 6, -99, (28 + 23 / 60, 30 + 17 / 60), easting=2_000_000, northing=0
    )

    assert texas.project(28.5, -96) == pytest.approx((2_963_503.91, 254_759.80), abs=0.02)


def test_equal_earth_reaches_as_far_as_its_register_says():
    projection = EqualEarth(WGS84)

    assert projection.project(0, 180)[0] == pytest.approx(17_243_959.06, abs=0.01)
    assert projection.project(90, 0)[1] == pytest.approx(8_392_927.60, abs=0.01)


@pytest.mark.parametrize("projection", [EqualEarth(WGS84), EUROPE.projection], ids=["world", "europe"])
def test_equal_area_means_equal_areas(projection):
    def size(south, west):
        """A half-degree cell, small enough to be a quadrangle."""
        corners = [(south, west), (south, west + 0.5), (south + 0.5, west + 0.5), (south + 0.5, west)]
        plane = [projection.project(*corner) for corner in corners]
        pairs = zip(plane, [*plane[1:], plane[0]], strict=True)
        return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2

    assert size(45, 5) == pytest.approx(size(45, 40), rel=1e-3)
    # On the ellipsoid a cell at 60° has 0.5076 of the area of one at 10°.
    assert size(60, 0) / size(10, 0) == pytest.approx(_cell(60) / _cell(10), rel=2e-3)


def _cell(south):
    return WGS84.q((south + 0.5) * 0.017453292519943295) - WGS84.q(south * 0.017453292519943295)


def test_a_place_on_the_other_side_of_the_earth_is_beyond_the_edge_and_no_error():
    assert not EUROPE.shows(-52, -170)
    assert not GERMANY.shows(-52, -170)


@pytest.mark.parametrize(
    ("region", "inside", "outside"),
    [
        (EUROPE, [(52.5, 13.4), (64.1, -21.9), (35.2, 33.4), (50.45, 30.5)], [(40.7, -74.0), (33.3, 44.4)]),
        (GERMANY, [(54.9, 8.3), (47.4, 10.3), (51.0, 14.9), (51.0, 5.95)], [(48.2, 16.4), (48.9, 2.35)]),
        (WORLD, [(-36.8, 174.8), (21.3, -157.9), (64.1, -21.9), (-54.8, -68.3), (-21.1, -175.2)], [(-75, 0)]),
    ],
    ids=lambda value: getattr(value, "key", None),
)
def test_a_region_shows_what_it_should(region, inside, outside):
    assert all(region.shows(*place) for place in inside)
    assert not any(region.shows(*place) for place in outside)


@pytest.mark.parametrize("region", REGIONS.values(), ids=REGIONS)
def test_north_is_up_and_the_sheet_keeps_its_proportions(region):
    left, bottom, right, top = region.extent

    assert region.height() / WIDE == pytest.approx((top - bottom) / (right - left), rel=0.01)
    assert region.at(54, 10)[1] < region.at(48, 10)[1]
