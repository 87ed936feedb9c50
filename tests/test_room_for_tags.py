"""More cities than one entry has room for are refused beside the field, wherever they are chosen."""

import pytest
from django.core.exceptions import ValidationError

from cluster.models import Event
from entries.actions import MergerError, check_merger, save_entry
from entries.validators import ROOM_FOR_CITIES
from projects.models import Project
from taxonomy.models import City
from tests.cluster.making import make_event
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_project, make_theme

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many cities"


@pytest.fixture
def cities():
    """400 cities; an index of PostgreSQL has no room for their names."""
    rows = [City(slug=f"a-town-of-number-{number}", name=f"Town {number}", country="DE") for number in range(400)]
    return City.objects.bulk_create(rows)


@pytest.mark.parametrize(("make", "label"), [(make_project, "projects/project"), (make_event, "cluster/event")])
def test_the_admin_says_so_beside_the_field_and_keeps_what_was_typed(cities, make, label):
    entry, client = make("Here"), client_of(make_group_curator())
    address = f"/admin/{label}/{entry.pk}/change/"
    form = form_of(client.get(address), f"{label.partition('/')[2]}_form")

    response = client.post(address, form | {"cities": [city.pk for city in cities], "reason": "Everywhere"})

    assert response.status_code == 200
    shown = response.context["adminform"].form
    assert TOO_MANY in shown.errors["cities"][0]
    assert (len(shown["cities"].value()), shown["reason"].value()) == (400, "Everywhere")


def test_the_public_form_says_so_beside_the_field(client, cities):
    make_theme("language")
    slugs = [city.slug for city in cities]

    response = client.post("/submit/project/", {"name": "Here", "themes": ["language"], "cities": slugs})

    assert response.status_code == 200
    shown = response.context["form"]
    assert TOO_MANY in shown.errors["cities"][0]
    assert (shown["cities"].value(), shown["name"].value()) == (slugs, "Here")


@pytest.mark.parametrize("make", [make_project, make_event])
def test_what_goes_past_the_forms_is_refused_as_well(cities, make):
    with pytest.raises(ValidationError, match="too many"):
        save_entry(make("Here"), cities=cities)


def test_two_entries_that_have_too_many_together_are_not_merged(cities):
    keep, duplicate = make_project("Keep"), make_project("Twin")
    save_entry(keep, cities=cities[:50])
    save_entry(duplicate, cities=cities[50:100])

    with pytest.raises(MergerError, match="cities"):
        check_merger(keep=keep, duplicate=duplicate)


@pytest.mark.parametrize("model", [Project, Event])
def test_the_limit_is_that_of_the_column(model):
    assert model._meta.get_field("city_keys").max_length == ROOM_FOR_CITIES
