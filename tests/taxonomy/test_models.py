"""What the database itself refuses of a city."""

import pytest
from django.db import IntegrityError, transaction

from taxonomy.models import City
from tests.factories import make_city

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(52.5, None), (None, 13.4), (91, 13.4), (52.5, -181), (None, 999), (999, None)]
)
def test_half_a_position_or_one_off_the_globe_is_refused(latitude, longitude):
    city = make_city("berlin")
    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.filter(pk=city.pk).update(latitude=latitude, longitude=longitude)
    with pytest.raises(IntegrityError), transaction.atomic():
        City.objects.create(name="Nowhere", slug="nowhere", country="DE", latitude=latitude, longitude=longitude)


@pytest.mark.parametrize(("latitude", "longitude"), [(None, None), (0, 0), (-90, 180), (90, -180)])
def test_a_whole_position_or_none_is_taken(latitude, longitude):
    city = make_city("berlin")
    City.objects.filter(pk=city.pk).update(latitude=latitude, longitude=longitude)
    city.refresh_from_db()
    assert (city.latitude, city.longitude) == (latitude, longitude)
