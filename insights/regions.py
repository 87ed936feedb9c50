"""The views of the map: which part of the earth, in which projection, and on how large a sheet."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from insights.projections import GRS80, WGS84, EqualEarth, LambertAzimuthalEqualArea, LambertConformalConic

WIDE = 800  # units of a sheet that is as wide as a screen
NARROW = 360  # and of one as wide as a phone


@dataclass(frozen=True)
class Region:
    """extent: left, bottom, right, top in metres of the projection.

    circles: how large they are here, so that those of a crowded region do not cover half the earth.
    """

    key: str
    label: Any
    projection: Any
    projection_name: Any
    extent: tuple
    circles: float = 1.0

    def height(self, width=WIDE):
        left, bottom, right, top = self.extent
        return round(width * (top - bottom) / (right - left))

    def at(self, latitude, longitude, width=WIDE):
        """Return the place on a sheet of this width as (x, y), y downwards; it may lie beyond the edge."""
        left, _bottom, right, top = self.extent
        easting, northing = _projected(self.projection, latitude, longitude)
        scale = width / (right - left)
        return (easting - left) * scale, (top - northing) * scale

    def shows(self, latitude, longitude):
        x, y = self.at(latitude, longitude, 1)
        left, bottom, right, top = self.extent
        return 0 <= x <= 1 and 0 <= y <= (top - bottom) / (right - left)


@lru_cache(maxsize=4096)
def _projected(projection, latitude, longitude):
    """Kept, as cities stay where they are."""
    return projection.project(latitude, longitude)


EUROPE = Region(
    "europe",
    _("Europe"),
    # EPSG:3035, which the European Union lays down for maps that compare areas.
    LambertAzimuthalEqualArea(GRS80, 52, 10, easting=4_321_000, northing=3_210_000),
    _("Lambert azimuthal equal-area projection (EPSG:3035)"),
    (2_560_000, 1_380_000, 6_640_000, 5_330_000),
)
GERMANY = Region(
    "germany",
    _("Germany"),
    # EPSG:5243, the conic projection of the German survey for maps of the whole country.
    LambertConformalConic(GRS80, 51, 10.5, (48 + 2 / 3, 53 + 2 / 3)),
    _("Lambert conformal conic projection (EPSG:5243)"),
    (-420_000, -450_000, 420_000, 470_000),
)
WORLD = Region(
    "world",
    _("World"),
    # EPSG:8857: true areas, as the circles are compared with each other and with the land.
    EqualEarth(WGS84),
    _("Equal Earth projection (EPSG:8857)"),
    (-16_600_000, -6_850_000, 17_100_000, 8_300_000),
    circles=0.5,
)
REGIONS = {region.key: region for region in (EUROPE, GERMANY, WORLD)}
