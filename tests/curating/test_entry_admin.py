"""The start page, the lists and the pages of entries in the admin, as a member of the group Curators sees them."""

import shutil
from datetime import date
from http import HTTPStatus

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from curating.filters import CityFilter, ThemeFilter
from entries.actions import confirm_entry, save_entry
from entries.actions.tags import save_tag
from entries.kinds import kind_named, kinds
from operations.moving.databases import connected, settings_of
from organisations.models import Organisation
from projects.actions import merge_projects
from projects.models import Project, Role, Status
from search.models import SearchDocument
from taxonomy.models import City, Theme
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_city, make_organisation, make_project, make_theme, make_visitor

pytestmark = pytest.mark.django_db

PROJECTS = "/admin/projects/project/"


@pytest.fixture
def curator():
    return make_group_curator("ada@example.org", name="Ada")


@pytest.fixture
def client(curator):
    return client_of(curator)


def listed(client, query="", address=PROJECTS):
    return {entry.name for entry in client.get(address + query).context["cl"].result_list}


def change_address(entry):
    return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_change", args=[entry.pk])


def test_an_unknown_kind_of_attention_narrows_nothing(client):
    make_project("One")

    assert listed(client, "?attention=nonsense") == {"One"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?publication__exact=draft", {"Draft"}),
        ("?theme=housing", {"Housing in Paris"}),
        ("?city=paris", {"Housing in Paris"}),
        ("?country=FR", {"Housing in Paris"}),
        ("?where=berlin", {"Berlin school", "Draft"}),
        ("?status__exact=active", {"Berlin school"}),
        ("?newcomer_led__exact=yes", {"Berlin school"}),
        ("?focus__exact=emergency", {"Housing in Paris"}),
        ("?q=school", {"Berlin school"}),
        ("?q=BERLIN+sch", {"Berlin school"}),
        ("?q=дім", {"Дім für Ältere"}),
        ("?q=altere", {"Дім für Ältere"}),
        ("?q=%2D%2D", set()),
        ("?q=nothing", set()),
        ("?theme=%27%22--&city=%01", set()),
    ],
)
def test_a_list_is_narrowed_by_its_filters_and_its_search(client, query, names):
    make_project("Berlin school", status=Status.ACTIVE, newcomer_led="yes")
    make_project("Housing in Paris", themes=("housing",), cities=("paris",), focus="emergency", country="FR")
    make_project("Дім für Ältere", themes=(), cities=(), country="")
    make_project("Draft", published=False)

    assert listed(client, query) == names


@pytest.mark.parametrize("address", [PROJECTS, "/admin/organisations/organisation/"])
def test_a_list_takes_as_many_queries_for_two_rows_as_for_ten(client, address, django_assert_max_num_queries):
    make = make_project if address == PROJECTS else make_organisation
    for number in range(2):
        make(f"Entry {number}", themes=("language", "housing"), cities=("berlin", "paris"))
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for number in range(8):
        make(f"Further entry {number}", themes=("language", "housing"), cities=("berlin", "paris"))
    with django_assert_max_num_queries(40) as many:
        client.get(address)

    assert len(many) == len(few)


@pytest.mark.parametrize("kind", [kind.key for kind in kinds()])
def test_a_list_of_all_states_is_read_in_its_order_and_so_are_its_countries(kind, migrated_file, tmp_path):
    """Without indexes all rows were sorted for the first fifty, and all read for the countries that they are in."""
    model = kind_named(kind).model
    app = model._meta.app_label
    file = shutil.copy(migrated_file, tmp_path)
    with connected(settings_of(f"sqlite:///{file}")) as alias:
        entries = model.objects.using(alias)
        rows = entries.order_by(*admin.site.get_model_admin(model).ordering)[:50].explain()
        countries = entries.order_by().values_list("country").distinct().explain()

    assert f"USING INDEX {app}_of_all_states" in rows
    assert f"USING COVERING INDEX {app}_by_country" in countries
    assert "TEMP B-TREE" not in rows + countries


@pytest.mark.django_db(transaction=True)
def test_a_list_names_a_theme_and_a_city_as_they_are_called_now(client):
    """What a worker keeps of them follows."""
    make_project("One", themes=("language",), cities=("munich",))
    make_organisation("Other", cities=("paris",))
    assertContains(client.get(PROJECTS), '<td class="field-theme_names">Language</td>', html=True)

    for tag, name in ((Theme.objects.get(), "Languages"), (City.objects.get(slug="munich"), "München")):
        tag.name_en = name
        save_tag(tag)
    page = client.get(PROJECTS)

    assertContains(page, '<td class="field-theme_names">Languages</td>', html=True)
    assertContains(page, '<td class="field-city_names">München</td>', html=True)
    filters = [spec for spec in page.context["cl"].filter_specs if isinstance(spec, (ThemeFilter, CityFilter))]
    assert [spec.lookup_choices for spec in filters] == [[("language", "Languages")], [("munich", "München")]]


def test_the_dates_of_a_list_are_in_digits_so_that_all_fit_beside_its_filters(client):
    confirm_entry(make_project(), by=None, on=date(2026, 9, 3))

    page = client.get(PROJECTS)

    for name, text in [("confirmed", "03/09/2026"), ("checked", "-"), ("edited", f"{timezone.localdate():%d/%m/%Y}")]:
        assertContains(page, f'<td class="field-{name}">{text}</td>', html=True)


def test_saving_the_form_stores_the_entry_its_tags_and_its_organisations_as_one_version(client, curator):
    project = make_project("Old name", themes=("language",), cities=("berlin",))
    housing, paris = make_theme("housing"), make_city("paris")
    organisation = make_organisation("Helpers")
    data = form_of(client.get(change_address(project)), "project_form") | {
        "name": "New name",
        "themes": [housing.pk],
        "cities": [paris.pk],
        "reason": "They moved",
        "partnerships-0-organisation": organisation.pk,
        "partnerships-0-role": Role.PARTNER,
    }

    response = client.post(change_address(project), data)

    assert response.status_code == HTTPStatus.FOUND
    project.refresh_from_db()
    assert (project.name, project.theme_keys, project.city_keys) == ("New name", ["housing"], ["paris"])
    assert [theme.slug for theme in project.themes.all()] == ["housing"]
    assert [(p.organisation, p.role) for p in project.partnerships.all()] == [(organisation, Role.PARTNER)]
    assert "helpers" in SearchDocument.objects.get(kind="project", object_id=project.pk).organisations
    latest = project.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (curator, "They moved")
    assert project.history.count() == 2  # made, edited


def test_a_new_entry_is_a_draft_with_an_address_made_from_its_name(client):
    theme = make_theme()
    data = form_of(client.get(PROJECTS + "add/"), "project_form") | {
        "name": "Café für Alle",
        "summary": "Coffee.",
        "themes": [theme.pk],
    }

    client.post(PROJECTS + "add/", data)

    project = Project.objects.get()
    assert (project.slug, project.publication, project.theme_keys) == ("cafe-fur-alle", "draft", ["language"])


def test_a_renamed_address_redirects_for_good(client):
    project = make_project("Old name")
    data = form_of(client.get(change_address(project)), "project_form") | {"slug": "new-address"}

    client.post(change_address(project), data)

    response = client.get("/projects/old-name/")
    assert (response.status_code, response.url) == (HTTPStatus.MOVED_PERMANENTLY, "/projects/new-address/")


@pytest.mark.parametrize("tail", ["add/", "change/"])
def test_an_address_that_leads_to_another_entry_is_refused_beside_its_field(client, tail):
    moved = make_project("Moved", slug="old-address")
    moved.slug = "new-address"
    save_entry(moved)
    draft = make_project("Draft", published=False)
    page = PROJECTS + "add/" if tail == "add/" else change_address(draft)
    typed = {"name": "Taker", "summary": "Takes.", "themes": [make_theme().pk], "slug": "old-address"}

    response = client.post(page, form_of(client.get(page), "project_form") | typed)

    (complaint,) = response.context["adminform"].form.errors["slug"]
    assert complaint == "This address now leads to “Moved”, whose own address is “new-address”."
    assert client.get("/projects/old-address/").url == "/projects/new-address/"


def test_an_entry_may_have_an_address_of_its_own_back_and_a_merged_duplicate_keeps_its_own(client):
    project, duplicate = make_project("Place", slug="first"), make_project("Twin")
    merge_projects(keep=project, duplicate=duplicate, by=None)
    for entry, slug in ((project, "second"), (project, "first"), (duplicate, "twin")):
        data = form_of(client.get(change_address(entry)), "project_form")
        client.post(change_address(entry), data | {"slug": slug, "summary": "Changed."})

    assert set(Project.objects.values_list("slug", "summary")) == {("first", "Changed."), ("twin", "Changed.")}
    visitor = client_of(make_visitor())
    assert [visitor.get(f"/projects/{slug}/").url for slug in ("second", "twin")] == ["/projects/first/"] * 2


def test_an_organisation_cannot_be_its_own_network(client):
    hub = make_organisation("Hub", kind="grassroots")
    data = form_of(client.get(change_address(hub)), "organisation_form") | {"networks": [hub.pk]}

    response = client.post(change_address(hub), data)

    assert list(response.context["adminform"].form.errors) == ["networks"]
    assert not hub.networks.exists()


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_stored(client):
    project = make_project("Sound", status=Status.ACTIVE)
    data = form_of(client.get(change_address(project)), "project_form") | {"ended": "2020", "name": "Typed"}

    response = client.post(change_address(project), data)

    assert response.context["adminform"].form.errors == {"ended": ["Only a discontinued project has ended."]}
    assert Project.objects.get().name == "Sound"


def test_the_pickers_show_what_is_ticked_first(client):
    make_theme("aaa", position=1)
    make_theme("zzz", position=2)
    project = make_project(themes=("zzz",))

    form = client.get(change_address(project)).context["adminform"].form

    labels = [str(option.data["label"]) for option in form["themes"]]
    assert labels == ["Zzz", "Aaa"]


@pytest.mark.parametrize(
    ("make", "address"),
    [(make_project, "/projects/hidden/"), (make_organisation, "/organisations/hidden/")],
)
def test_a_curator_previews_what_a_visitor_does_not_find(client, make, address):
    make("Hidden", published=False)

    assert client_of(make_visitor()).get(address).status_code == HTTPStatus.NOT_FOUND
    page = client.get(address)
    assert page.status_code == HTTPStatus.OK
    assert page.context["is_preview"]


def test_the_page_of_an_entry_leads_to_the_site_and_to_its_history(client):
    organisation = make_organisation("Helpers")

    html = client.get(change_address(organisation)).content.decode()

    assert 'href="/organisations/helpers/" class="viewsitelink"' in html
    assert f'href="/admin/organisations/organisation/{organisation.pk}/history/"' in html


def test_the_page_of_an_entry_offers_only_the_actions_that_make_sense(client):
    draft = make_project("Draft", published=False)

    names = [name for name, _label in client.get(change_address(draft)).context["entry_actions"]]

    assert names == ["publish_entries", "withdraw_entries", "confirm_entries", "check_entries", "discontinue_projects"]
    public = make_project("Public", website="https://one.example")
    names = [name for name, _label in client.get(change_address(public)).context["entry_actions"]]
    assert names == ["withdraw_entries", "confirm_entries", "check_entries", "note_answers", "discontinue_projects"]


@pytest.mark.parametrize(
    ("model", "field", "term", "found"),
    [
        ("organisations.organisation", "projects.partnership.organisation", "help", ["Helpers"]),
        ("projects.project", "projects.project.successor", "succ", ["Successor"]),
        ("organisations.organisation", "organisations.organisation.networks", "help", []),
    ],
)
def test_relations_are_picked_by_typing(client, model, field, term, found):
    make_organisation("Helpers")
    make_project("Successor")
    app_label, model_name, field_name = field.split(".")

    response = client.get(
        "/admin/autocomplete/",
        {"app_label": app_label, "model_name": model_name, "field_name": field_name, "term": term},
    )

    assert [row["text"] for row in response.json()["results"]] == found


def test_no_page_of_the_admin_has_a_script_or_a_style_of_its_own_inside(client):
    """The content security policy of the site would refuse them."""
    project = make_project()
    organisation = make_organisation()
    addresses = [
        "/admin/",
        PROJECTS,
        PROJECTS + "add/",
        PROJECTS + "import/",
        change_address(project),
        change_address(organisation),
        f"{PROJECTS}{project.pk}/history/",
        f"{PROJECTS}{project.pk}/history/{project.history.first().pk}/",
        "/admin/taxonomy/theme/add/",
        "/admin/taxonomy/city/",
    ]

    for address in addresses:
        response = client.get(address)
        html = response.content.decode()
        assert response.status_code == HTTPStatus.OK, address
        assert " style=" not in html, address
        assert "<style" not in html, address
        assert "<script>" not in html, address
        assert response["Content-Security-Policy"], address


def test_entries_cannot_be_deleted_even_by_a_superuser(admin_client):
    organisation = make_organisation("Stays")
    address = "/admin/organisations/organisation/"

    admin_client.post(address, {"action": "delete_selected", "_selected_action": [organisation.pk], "post": "yes"})
    response = admin_client.post(f"{address}{organisation.pk}/delete/", {"post": "yes"})

    assert response.status_code == HTTPStatus.FORBIDDEN
    assert Organisation.objects.get().name == "Stays"
