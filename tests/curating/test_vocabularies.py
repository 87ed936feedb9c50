"""Themes and cities in the admin: saving one carries its name to the entries that have it."""

import pytest
from django.contrib.contenttypes.models import ContentType

from entries.models import DirectoryVersion
from projects.models import Project
from taxonomy.models import City, Theme
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_city, make_project, make_theme

pytestmark = pytest.mark.django_db

THEMES, CITIES = "/admin/taxonomy/theme/", "/admin/taxonomy/city/"


@pytest.fixture
def client():
    return client_of(make_group_curator())


def save(client, tag, **fields):
    kind = tag._meta.model_name
    address = f"/admin/taxonomy/{kind}/{tag.pk}/change/"
    return client.post(address, form_of(client.get(address), f"{kind}_form") | fields)


def found(client, query):
    return [entry.name for entry in client.get("/projects/", {"q": query}).context["page_obj"]]


def test_renaming_a_theme_lets_its_entries_be_found_by_the_new_name_alone(client):
    theme = make_theme("language")
    make_project("School", themes=("language",))

    save(client, theme, name_en="Vocabulary", name_de="Wortschatz")

    assert found(client, "vocabulary") == found(client, "wortschatz") == ["School"]
    assert found(client, "language -helps") == []


@pytest.mark.parametrize(
    ("address", "fields"), [(THEMES, {"icon": "language", "hue": "teal"}), (CITIES, {"country": "DE"})]
)
def test_a_tag_has_an_address_that_its_page_can_have(client, address, fields):
    """Every list that named another one would lead nowhere."""
    form = form_of(client.get(f"{address}add/"), f"{address.split('/')[-2]}_form")

    answer = client.post(f"{address}add/", form | fields | {"name_en": "Für alle", "slug": "für-alle"})

    assert list(answer.context["adminform"].errors) == ["slug"]
    assert client.post(f"{address}add/", form | fields | {"name_en": "Für alle", "slug": "fur-alle"}).status_code == 302


def test_moving_a_city_to_another_country_moves_its_entries_in_the_facets(client):
    city = make_city("grenzstadt", country="DE")
    make_project("School", cities=("grenzstadt",), country="")

    save(client, city, country="PL")

    project = Project.objects.get()
    assert (project.country_keys, project.where_keys) == (["PL"], ["europe"])


def test_saving_a_tag_makes_cached_pages_old(client):
    before = DirectoryVersion.current_state()[0]

    save(client, make_theme("language"), introduction_en="New words.")

    assert DirectoryVersion.current_state()[0] > before


def test_a_tag_needs_a_name_in_the_first_language_only(client):
    theme = make_theme("language")

    refused = save(client, theme, name_en="")
    save(client, theme, name_en="Tongues", name_ar="")

    assert refused.context["adminform"].form.errors == {"name_en": ["This field is required."]}
    assert Theme.objects.get().name == "Tongues"


def test_the_address_of_a_tag_is_chosen_once(client):
    theme = make_theme("language")

    save(client, theme, slug="other")

    assert Theme.objects.get().slug == "language"


def test_a_new_city_gets_its_address(client):
    data = form_of(client.get(CITIES + "add/"), "city_form")

    client.post(CITIES + "add/", data | {"name_en": "Atlantis", "slug": "atlantis", "country": "GR"})

    assert str(City.objects.get(slug="atlantis")) == "Atlantis"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"latitude": "", "longitude": "13"}, "latitude"),
        ({"latitude": "52.5", "longitude": ""}, "longitude"),
        ({"latitude": "152.5", "longitude": "13"}, "latitude"),
        ({"latitude": "52.5", "longitude": "-181"}, "longitude"),
        ({"latitude": "north", "longitude": "13"}, "latitude"),
        ({"country": "XX"}, "country"),
    ],
)
def test_a_city_with_half_a_position_or_an_impossible_one_is_refused(client, fields, wrong):
    response = save(client, make_city("berlin"), **fields)

    assert wrong in response.context["adminform"].form.errors
    assert City.objects.get().latitude == 52.5


@pytest.mark.parametrize("term", ["köln", "Cologne", "koeln", "кельн"])
def test_cities_are_found_by_all_their_names(client, term):
    make_city("cologne", name="Cologne", name_de="Köln", name_uk="Кельн", other_names="Koeln")
    make_city("berlin")

    listed = client.get(CITIES, {"q": term}).context["cl"].result_list

    assert [city.slug for city in listed] == ["cologne"]


def test_themes_are_found_by_their_name_in_any_language(client):
    make_theme("housing", name_de="Wohnen")
    make_theme("language")

    assert [theme.slug for theme in client.get(THEMES, {"q": "wohn"}).context["cl"].result_list] == ["housing"]


def test_the_list_counts_the_entries_of_each(client):
    make_project(themes=("language",))
    make_project(themes=("language", "housing"), published=False)

    listed = client.get(THEMES).context["cl"].result_list

    assert {theme.slug: theme.entry_count for theme in listed} == {"language": 2, "housing": 1}


@pytest.mark.parametrize("many", [False, True])
def test_a_tag_that_an_entry_has_cannot_be_deleted(client, many):
    theme = make_theme("language")
    make_project(themes=("language",))

    delete(client, theme, many)

    assert Theme.objects.exists()
    assert Project.objects.with_theme("language").exists()


@pytest.mark.parametrize("many", [False, True])
def test_a_tag_that_nobody_has_is_deleted_and_leaves_the_pages(client, many):
    theme = make_theme("language")
    before = DirectoryVersion.current_state()[0]

    delete(client, theme, many)

    assert not Theme.objects.exists()
    assert DirectoryVersion.current_state()[0] > before


def delete(client, theme, many):
    if many:
        client.post(THEMES, {"action": "delete_selected", "_selected_action": [theme.pk], "post": "yes"})
    else:
        client.post(f"{THEMES}{theme.pk}/delete/", {"post": "yes"})


def test_the_tags_of_the_library_itself_are_not_offered(client):
    assert ContentType.objects.filter(app_label="taggit").exists()
    assert "taggit" not in client.get("/admin/").content.decode()
