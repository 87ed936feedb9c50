"""The cities that a catalogue names get addresses of their own."""

import pytest

from projects.catalogue.vocabulary import Cities
from taxonomy.models import City

pytestmark = pytest.mark.django_db


def test_cities_of_one_name_get_the_country_and_then_a_number_in_their_address():
    first, second = [Cities().get_or_make("Nowhereville", country) for country in ("DE", "BE")]
    assert [first.slug, second.slug] == ["nowhereville", "nowhereville-be"]
    City.objects.filter(slug=second.slug).update(name="Renamed", other_names="")
    assert Cities().get_or_make("Nowhereville", "BE").slug == "nowhereville-be-2"


def test_the_longest_name_leaves_room_for_the_country():
    longest = "x" * City._meta.get_field("name").max_length
    slugs = [Cities().get_or_make(longest, country).slug for country in ("DE", "AT")]
    assert len(set(slugs)) == 2
    for city in City.objects.filter(slug__in=slugs):
        city.full_clean()
