"""Keys that no page of ours sends: in every place where one is expected they name nothing, and break nothing."""

from http import HTTPStatus

import pytest

from entries.actions import save_entry
from organisations.models import Organisation
from projects.models import Project
from taxonomy.models import Theme
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_curator, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db

PROJECTS = "/admin/projects/project/"


@pytest.fixture(params=["abc", "9" * 23], ids=["no number", "too large"])
def key(request):
    return request.param


@pytest.fixture
def client():
    return client_of(make_group_curator("ada@example.org", name="Ada"))


def save(client, entry, **typed):
    """Return the answer to the form of an entry with some fields typed anew."""
    address = f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"
    data = form_of(client.get(address), f"{entry._meta.model_name}_form")
    return client.post(address, data | typed)


def act(client, action, entry, **answers):
    return client.post(
        f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/",
        {"action": action, "_selected_action": [entry.pk], "confirmed": "yes"} | answers,
        follow=True,
    )


def wrong_fields(response, form):
    assert response.status_code == HTTPStatus.OK
    return list(form.errors)


@pytest.mark.parametrize("field", ["successor", "themes", "cities"])
def test_in_the_form_of_a_project(client, key, field):
    response = save(client, make_project(), **{field: key})

    assert wrong_fields(response, response.context["adminform"].form) == [field]
    assert Project.objects.get().revision == 0


def test_in_the_form_of_an_organisation(client, key):
    response = save(client, make_organisation(), networks=[key])

    assert wrong_fields(response, response.context["adminform"].form) == ["networks"]
    assert Organisation.objects.get().revision == 0


def test_in_a_row_below_a_form(client, key):
    response = save(client, make_project(), **{"partnerships-0-organisation": key})

    (formset,) = response.context["inline_admin_formsets"]
    assert wrong_fields(response, formset.formset.forms[0]) == ["organisation"]


def test_in_a_form_that_is_refused_as_somebody_else_has_saved(client, key):
    project = make_project()
    address = f"{PROJECTS}{project.pk}/change/"
    typed = form_of(client.get(address), "project_form") | {"name": "Mine"}
    project.name = "Theirs"
    save_entry(project)

    response = client.post(address, typed | {"successor": key, "partnerships-0-organisation": key, "themes": [key]})

    assert set(wrong_fields(response, response.context["adminform"].form)) == {"name", "themes", "successor", "__all__"}


@pytest.mark.parametrize(
    ("action", "field"), [("discontinue_projects", "successor"), ("add_themes_to_entries", "themes")]
)
def test_in_what_an_action_asks(client, key, action, field):
    response = act(client, action, make_project(), **{field: key})

    assert wrong_fields(response, response.context["form"]) == [field]
    assert Project.objects.get().revision == 0


def test_in_the_choice_of_the_duplicate_that_stays(client, key):
    first, second = make_project(), make_project()

    response = act(client, "merge_entries", first, _selected_action=[first.pk, second.pk], keep=key)

    assert wrong_fields(response, response.context["form"]) == ["keep"]


def test_among_the_rows_that_were_ticked(client, key):
    project = make_project()

    nothing = act(client, "withdraw_entries", project, _selected_action=[key], reason="Because")
    one = act(client, "withdraw_entries", project, _selected_action=[key, project.pk], reason="Because")

    assert [str(message) for message in nothing.context["messages"]] == ["These entries are no longer here."]
    assert [str(message) for message in one.context["messages"]] == ["Withdraw: 1 entry."]


def test_among_the_ticked_rows_of_a_list_of_another_kind(client, key):
    theme = make_theme()

    response = act(client, "delete_selected", theme, _selected_action=[key])

    assert response.status_code == HTTPStatus.OK
    assert Theme.objects.filter(pk=theme.pk).exists()


def test_in_the_groups_of_a_curator(key):
    curator = make_curator()
    address = f"/admin/accounts/user/{curator.pk}/change/"
    client = client_of(curator)

    response = client.post(address, form_of(client.get(address), "user_form") | {"groups": [key]})

    assert wrong_fields(response, response.context["adminform"].form) == ["groups"]


def test_only_texts_that_cannot_be_keys_are_left_out():
    project = make_project()
    texts = ["", "²", "1e3", "1" * 5000, "-" + "9" * 23, str(project.pk)]

    assert list(Project.objects.filter(pk__in=texts)) == [project]
    assert list(Project.objects.filter(pk__in=Project.objects.values("pk"))) == [project]
    with pytest.raises(TypeError):
        Project.objects.filter(pk__in=[project])


@pytest.mark.parametrize(
    "address",
    [
        "/admin/projects/project/?status__exact=%00",
        "/admin/projects/project/?city=a%00b",
        "/admin/organisations/organisation/?%00=x&kind=%00",
        "/admin/autocomplete/?app_label=projects&model_name=partnership&field_name=organisation&term=%00",
    ],
)
def test_a_nul_in_an_address_of_the_admin_is_a_bad_request(client, address):
    assert client.get(address).status_code == 400
    assert client.get(address.replace("%00", "x")).status_code in (200, 302)
