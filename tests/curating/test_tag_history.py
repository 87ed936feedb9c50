"""Themes and cities have versions as entries have: nobody's edit is lost, and there is a way back."""

from http import HTTPStatus

import pytest

from entries.actions import save_tag
from entries.models import DirectoryVersion
from projects.models import Project
from taxonomy.models import Theme
from tests.curators import client_of, form_of, go_back, make_group_curator
from tests.factories import make_city, make_project, make_theme, make_visitor

pytestmark = pytest.mark.django_db

MAKERS = {"theme": make_theme, "city": make_city}


@pytest.fixture
def cara():
    return make_group_curator("cara@example.org", name="Cara")


@pytest.fixture
def dan():
    return client_of(make_group_curator("dan@example.org", name="Dan"))


def change_address(tag):
    return f"/admin/taxonomy/{tag._meta.model_name}/{tag.pk}/change/"


def history_address(tag, version=None):
    address = f"/admin/taxonomy/{tag._meta.model_name}/{tag.pk}/history/"
    return f"{address}{version.pk}/" if version else address


def opened(client, tag):
    """Return the fields of a tag's form as they stand when it is opened."""
    return form_of(client.get(change_address(tag)), f"{tag._meta.model_name}_form")


def edit(tag, by=None, reason="", **fields):
    """Save a tag as it is stored, but for these fields."""
    stored = type(tag).objects.get(pk=tag.pk)
    for name, value in fields.items():
        setattr(stored, name, value)
    return save_tag(stored, by=by, reason=reason)


def found(client, query):
    return [entry.name for entry in client.get("/projects/", {"q": query}).context["page_obj"]]


@pytest.mark.parametrize("kind", MAKERS)
def test_what_somebody_else_has_saved_is_not_written_over(dan, cara, kind):
    tag = MAKERS[kind]("housing")
    typed = opened(dan, tag) | {"name_fr": "À moi", "introduction_en": "Dan’s introduction."}
    edit(tag, cara, introduction_en="Cara’s introduction.")

    response = dan.post(change_address(tag), typed)

    tag.refresh_from_db()
    assert (tag.introduction_en, tag.name_fr) == ("Cara’s introduction.", None)
    assert "Somebody else has saved this in the meantime, so yours was not saved." in response.content.decode()
    assert "Saved in the meantime by Cara" in response.content.decode()
    assert {str(row.label): (row.theirs, row.yours) for row in response.context["adminform"].form.conflict} == {
        "Introduction [en]": ("Cara’s introduction.", "Dan’s introduction."),
    }


def test_after_both_versions_were_seen_saving_again_goes_through(dan, cara):
    city = make_city("berlin")
    typed = opened(dan, city) | {"country": "PL", "latitude": "50.5", "other_names": "Berlino\nBerlín"}
    edit(city, cara, other_names="Berlino", introduction_en="Cara’s introduction.")
    refused = dan.post(change_address(city), typed)

    dan.post(change_address(city), form_of(refused, "city_form"))

    city.refresh_from_db()
    assert (city.country.code, city.latitude, city.other_names) == ("PL", 50.5, "Berlino\nBerlín")
    assert city.introduction_en == "Cara’s introduction."
    assert city.history.all()[1].other_names == "Berlino"


def test_a_form_that_does_not_say_what_it_knew_is_refused(dan):
    theme = make_theme("housing")
    typed = opened(dan, theme) | {"name_en": "Homes"}
    del typed["opened"]

    dan.post(change_address(theme), typed)

    assert Theme.objects.get().name == "Housing"


def test_the_history_says_who_and_why_and_what_changed(dan):
    theme = make_theme("housing")
    dan.post(
        change_address(theme), opened(dan, theme) | {"name_de": "Wohnen", "hue": "moss", "reason": "In German too"}
    )

    response = dan.get(history_address(theme))

    newest, first = response.context["rows"]
    assert (str(newest["version"].history_user), newest["version"].history_change_reason) == ("Dan", "In German too")
    assert {str(change.label): (change.before, change.after) for change in newest["changes"]} == {
        "name [de]": ("", "Wohnen"),
        "hue": ("teal", "moss"),
    }
    assert first["is_first"]
    assert "<ins>Wohnen</ins>" in response.content.decode()


@pytest.mark.parametrize("kind", MAKERS)
def test_saving_what_is_shown_changes_nothing(dan, kind):
    tag = MAKERS[kind]("berlin", introduction="One\nTwo")
    typed = opened(dan, tag)

    dan.post(change_address(tag), {name: [value.replace("\n", "\r\n") for value in typed[name]] for name in typed})

    newest, _first = dan.get(history_address(tag)).context["rows"]
    assert newest["changes"] == []


def test_a_new_tag_has_a_first_version_that_says_who_made_it(dan):
    address = "/admin/taxonomy/theme/add/"
    typed = form_of(dan.get(address), "theme_form") | {"name_en": "Sport", "slug": "sport", "icon": "sport"}

    dan.post(address, typed | {"reason": "Many play"})

    version = Theme.objects.get(slug="sport").history.get()
    assert (str(version.history_user), version.history_change_reason, version.name_en) == ("Dan", "Many play", "Sport")


def test_going_back_restores_a_tag_as_a_new_version_and_indexes_its_entries(dan, cara):
    theme = make_theme("housing", name_de="Wohnen")
    make_project("Roof", themes=("housing",), summary="Helps.")
    edit(theme, cara, name_en="Hairdressing", name_de=None, introduction_en="All about hair.")
    assert (found(dan, "housing"), found(dan, "hairdressing")) == ([], ["Roof"])
    before = DirectoryVersion.current_state()[0]

    response = go_back(dan, history_address(theme, theme.history.earliest()), follow=True)

    theme.refresh_from_db()
    assert (theme.name, theme.name_de, theme.introduction, theme.slug) == ("Housing", "Wohnen", "", "housing")
    assert (found(dan, "housing"), found(dan, "wohnen"), found(dan, "hairdressing")) == (["Roof"], ["Roof"], [])
    assert DirectoryVersion.current_state()[0] > before
    assert theme.history.count() == 3
    assert str(theme.history.latest().history_user) == "Dan"
    assert "Back to the version of" in str(next(iter(response.context["messages"])))


def test_going_back_moves_a_city_and_its_entries(dan):
    city = make_city("grenzstadt", country="DE", latitude=53.4, longitude=14.5)
    make_project("School", cities=("grenzstadt",), country="")
    edit(city, country="PL", latitude=None, longitude=None)

    go_back(dan, history_address(city, city.history.earliest()))

    city.refresh_from_db()
    assert (city.country.code, city.latitude, city.longitude) == ("DE", 53.4, 14.5)
    assert Project.objects.get().country_keys == ["DE"]


def test_going_back_is_an_edit_that_refuses_a_form_opened_before(dan):
    theme = make_theme("housing")
    edit(theme, name_en="Homes")
    typed = opened(dan, theme) | {"name_en": "Dwellings"}

    go_back(dan, history_address(theme, theme.history.earliest()))
    dan.post(change_address(theme), typed)

    assert Theme.objects.get().name == "Housing"


def test_a_name_that_another_theme_has_by_now_cannot_come_back(dan):
    theme = make_theme("housing")
    edit(theme, name_en="Homes")
    make_theme("houses", name="Housing")

    response = go_back(dan, history_address(theme, theme.history.earliest()), follow=True)

    assert response.status_code == HTTPStatus.OK
    assert "This version can no longer be" in str(next(iter(response.context["messages"])))
    assert Theme.objects.get(slug="housing").name == "Homes"


def test_a_version_shows_what_going_back_would_change(dan):
    theme = make_theme("housing")
    edit(theme, name_en="Homes")

    page = dan.get(history_address(theme, theme.history.earliest()))

    assert [(str(change.label), change.before, change.after) for change in page.context["changes"]] == [
        ("name [en]", "Homes", "Housing")
    ]
    html = page.content.decode()
    assert "Go back to this version" in html
    assert "published" not in html


@pytest.mark.parametrize("kind", MAKERS)
def test_only_curators_see_and_restore_versions(kind):
    tag = MAKERS[kind]("housing")
    edit(tag, name_en="Homes")
    address = history_address(tag, tag.history.earliest())
    visitor, helper = client_of(make_visitor()), client_of(make_visitor(is_staff=True))

    assert visitor.get(history_address(tag)).status_code == visitor.post(address).status_code == HTTPStatus.FOUND
    assert helper.get(history_address(tag)).status_code == helper.post(address).status_code == HTTPStatus.FORBIDDEN
    tag.refresh_from_db()
    assert tag.name == "Homes"


@pytest.mark.parametrize("many", [False, True])
def test_who_deleted_a_tag_stays_known(dan, many):
    theme = make_theme("housing")
    if many:
        chosen = {"action": "delete_selected", "_selected_action": [theme.pk], "post": "yes"}
        dan.post("/admin/taxonomy/theme/", chosen)
    else:
        dan.post(f"/admin/taxonomy/theme/{theme.pk}/delete/", {"post": "yes"})

    last = Theme.history.latest()
    assert (last.slug, last.history_type, str(last.history_user)) == ("housing", "-", "Dan")
