"""Which region a city lies in, by GeoNames' divisions or by name."""

import pytest

from taxonomy.regions import region_of_city


@pytest.mark.parametrize(
    ("name", "country", "region"),
    [
        ("München", "DE", "DE-BY"),
        ("Munich", "DE", "DE-BY"),
        ("Potsdam", "DE", "DE-BB"),
        ("Cologne", "DE", "DE-NW"),
        ("Berlin", "DE", ""),
        ("Salford", "GB", "GB-X-GTM"),
        ("Gateshead", "GB", "GB-X-TWR"),
        ("London", "GB", ""),
        ("Sulaymaniyah", "IQ", "IQ-KR"),
        ("Baghdad", "IQ", ""),
        ("Paris", "FR", ""),
        ("Nowherehausen", "DE", ""),
    ],
)
def test_a_city_lies_in_its_region(name, country, region):
    assert region_of_city(name, country) == region
