"""Regions of countries in all of which something can be used, such as Bavaria: those that the directory's data name.

Their keys are those of ISO 3166-2; what has none there has an X behind the country. What lies in them is told by
GeoNames' first-level divisions, or by names where these are larger than the region.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from search.text import fold
from taxonomy.gazetteer import find_place


@dataclass(frozen=True)
class RegionOfCountry:
    """name: lazily translated; divisions: codes of GeoNames; cities: English names of those that lie in it."""

    key: str
    name: object
    divisions: frozenset = frozenset()
    cities: frozenset = frozenset()

    @property
    def country(self):
        return self.key[:2]


def _of(key, name, *divisions, cities=()):
    return RegionOfCountry(key, name, frozenset(divisions), frozenset(cities))


# Berlin, Hamburg and Bremen are cities.
REGIONS = {
    region.key: region
    for region in (
        _of("DE-BB", _("Brandenburg"), "11"),
        _of("DE-BW", _("Baden-Württemberg"), "01"),
        _of("DE-BY", _("Bavaria"), "02"),
        _of("DE-HE", _("Hesse"), "05"),
        _of("DE-MV", _("Mecklenburg-Western Pomerania"), "12"),
        _of("DE-NI", _("Lower Saxony"), "06"),
        _of("DE-NW", _("North Rhine-Westphalia"), "07"),
        _of("DE-RP", _("Rhineland-Palatinate"), "08"),
        _of("DE-SH", _("Schleswig-Holstein"), "10"),
        _of("DE-SL", _("Saarland"), "09"),
        _of("DE-SN", _("Saxony"), "13"),
        _of("DE-ST", _("Saxony-Anhalt"), "14"),
        _of("DE-TH", _("Thuringia"), "15"),
        _of(
            "GB-X-GTM",
            _("Greater Manchester"),
            cities=["Manchester", "Salford", "Bolton", "Bury", "Oldham", "Rochdale", "Stockport", "Wigan"],
        ),
        _of(
            "GB-X-TWR",
            _("Tyne and Wear"),
            cities=["Newcastle upon Tyne", "Gateshead", "Sunderland", "South Shields", "North Shields"],
        ),
        _of("IQ-KR", _("Kurdistan Region"), "05", "08", "11", "19"),
    )
}


def region_choices():
    """Return (key, lazily translated name) of each region."""
    return [(region.key, region.name) for region in REGIONS.values()]


def region_of_city(name, country):
    """Return the key of the region in which a city lies, "" for none; name: in any spelling; country: ISO code."""
    regions = [region for region in REGIONS.values() if region.country == country]
    # Only where there is a choice: the gazetteer takes its time.
    place = find_place(name, country) if regions else None
    if place is None:
        return ""
    names = {fold(name), fold(place.name)}
    within = (
        region
        for region in regions
        if place.division in region.divisions or names & {fold(city) for city in region.cities}
    )
    return next((region.key for region in within), "")
