"""From degrees on the ellipsoid to metres on a plane, one projection for each purpose.

The formulas are those of Snyder, "Map Projections – A Working Manual" (USGS Professional Paper 1395, 1987), by their
numbers, and for Equal Earth those of Šavrič, Patterson and Jenny (2019). The parameters are those of the named EPSG
codes, so that the results can be checked against any other software.
"""

from dataclasses import dataclass
from functools import cached_property
from math import asin, atanh, cos, log, pi, radians, sin, sqrt, tan
from typing import ClassVar


@dataclass(frozen=True)
class Ellipsoid:
    """axis: the semi-major one in metres; flattening: as its inverse, e.g. 298.257."""

    axis: float
    inverse_flattening: float

    @cached_property
    def e2(self):
        """The squared eccentricity."""
        flattening = 1 / self.inverse_flattening
        return flattening * (2 - flattening)

    def q(self, latitude):
        """The authalic function, Snyder (3-12): what makes equal-area projections true on an ellipsoid."""
        e, s = sqrt(self.e2), sin(latitude)
        return (1 - self.e2) * (s / (1 - self.e2 * s * s) + atanh(e * s) / e)

    def m(self, latitude):
        """The radius of a parallel in semi-major axes, Snyder (14-15)."""
        return cos(latitude) / sqrt(1 - self.e2 * sin(latitude) ** 2)

    def t(self, latitude):
        """The conformal function, Snyder (15-9)."""
        es = sqrt(self.e2) * sin(latitude)
        return tan(pi / 4 - latitude / 2) / ((1 - es) / (1 + es)) ** (sqrt(self.e2) / 2)

    @cached_property
    def q_of_pole(self):
        return self.q(pi / 2)

    def authalic(self, latitude):
        """The latitude on the sphere of the same area, Snyder (3-11)."""
        return asin(max(-1.0, min(1.0, self.q(latitude) / self.q_of_pole)))


GRS80 = Ellipsoid(6378137, 298.257222101)
WGS84 = Ellipsoid(6378137, 298.257223563)


def _wrapped(longitude):
    """Return an angle in radians between -π and π."""
    return (longitude + pi) % (2 * pi) - pi if abs(longitude) > pi else longitude


@dataclass(frozen=True)
class EqualEarth:
    """The whole world with true areas (EPSG method 1078; EPSG:8857 on WGS 84 with the meridian of Greenwich).

    Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of Geographical Information
    Science 33 (2019), equations 1 to 3.
    """

    ellipsoid: Ellipsoid
    meridian: float = 0.0

    POLYNOMIAL: ClassVar = (1.340264, -0.081106, 0.000893, 0.003796)

    def project(self, latitude, longitude):
        """Return easting and northing in metres of a place in degrees."""
        a1, a2, a3, a4 = self.POLYNOMIAL
        theta = asin(sqrt(3) / 2 * sin(self.ellipsoid.authalic(radians(latitude))))
        radius = self.ellipsoid.axis * sqrt(self.ellipsoid.q_of_pole / 2)
        t2 = theta * theta
        t6 = t2**3
        slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
        x = 2 * sqrt(3) / 3 * _wrapped(radians(longitude - self.meridian)) * cos(theta) / slope
        y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
        return radius * x, radius * y


@dataclass(frozen=True)
class LambertAzimuthalEqualArea:
    """A continent with true areas, Snyder (24-2), (24-13) to (24-20); EPSG method 9820."""

    ellipsoid: Ellipsoid
    latitude: float
    longitude: float
    easting: float = 0.0
    northing: float = 0.0

    def project(self, latitude, longitude):
        """Return easting and northing in metres of a place in degrees; the antipode of the centre is on the rim."""
        centre, beta = self._centre, self.ellipsoid.authalic(radians(latitude))
        turn = _wrapped(radians(longitude - self.longitude))
        along = sin(centre) * sin(beta) + cos(centre) * cos(beta) * cos(turn)
        if 1 + along < 1e-12:
            return self.easting, self.northing + 2 * self._radius
        b = self._radius * sqrt(2 / (1 + along))
        x = b * self._stretch * cos(beta) * sin(turn)
        y = b / self._stretch * (cos(centre) * sin(beta) - sin(centre) * cos(beta) * cos(turn))
        return self.easting + x, self.northing + y

    @cached_property
    def _centre(self):
        return self.ellipsoid.authalic(radians(self.latitude))

    @cached_property
    def _radius(self):
        return self.ellipsoid.axis * sqrt(self.ellipsoid.q_of_pole / 2)

    @cached_property
    def _stretch(self):
        """Keeps the scale true at the centre, in both directions."""
        return self.ellipsoid.axis * self.ellipsoid.m(radians(self.latitude)) / (self._radius * cos(self._centre))


@dataclass(frozen=True)
class LambertConformalConic:
    """A country with true shapes, on two standard parallels, Snyder (15-1) to (15-10); EPSG method 9802."""

    ellipsoid: Ellipsoid
    latitude: float
    longitude: float
    parallels: tuple
    easting: float = 0.0
    northing: float = 0.0

    def project(self, latitude, longitude):
        """Return easting and northing in metres of a place in degrees; the far pole has none."""
        radius, origin = self._radius(radians(latitude)), self._radius(radians(self.latitude))
        turn = self._cone * _wrapped(radians(longitude - self.longitude))
        return self.easting + radius * sin(turn), self.northing + origin - radius * cos(turn)

    @cached_property
    def _cone(self):
        one, two = (radians(parallel) for parallel in self.parallels)
        ratio_m = self.ellipsoid.m(one) / self.ellipsoid.m(two)
        ratio_t = self.ellipsoid.t(one) / self.ellipsoid.t(two)
        return log(ratio_m) / log(ratio_t)

    @cached_property
    def _scale(self):
        one = radians(self.parallels[0])
        return self.ellipsoid.m(one) / (self._cone * self.ellipsoid.t(one) ** self._cone)

    def _radius(self, latitude):
        return self.ellipsoid.axis * self._scale * self.ellipsoid.t(latitude) ** self._cone
