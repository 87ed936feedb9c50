"""Every version of an entry: who, when, why, what; and back to one of them."""

from http import HTTPStatus

import pytest

from entries.actions import publish, save_entry, withdraw
from entries.models import FormerAddress
from organisations.actions import merge_organisations, save_organisation
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Project, Role, Status
from search.models import SearchDocument
from taxonomy.models import Theme
from tests.curators import client_of, form_of, go_back, make_group_curator
from tests.factories import make_city, make_organisation, make_project, make_published_later, make_theme, make_visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator():
    return make_group_curator("ada@example.org", name="Ada")


@pytest.fixture
def client(curator):
    return client_of(curator)


def history_address(entry, version=None):
    address = f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/history/"
    return f"{address}{version.pk}/" if version else address


def edited_project(by):
    """Return a project whose second version was written over by a third."""
    project = make_published_later("First name", themes=("language",), cities=("berlin",), status=Status.ACTIVE)
    project.name = "Second name"
    project.languages = ["ar"]
    save_entry(project, by=by, themes=[make_theme("housing")], cities=[make_city("paris")], reason="They moved")
    return project


def test_the_history_says_who_and_why_and_what_changed_with_its_tags(client, curator):
    project = edited_project(by=curator)

    newest, published, first = client.get(history_address(project)).context["rows"]

    assert (newest["version"].history_user, newest["version"].history_change_reason) == (curator, "They moved")
    assert {str(change.label): (change.before, change.after) for change in newest["changes"]} == {
        "name": ("First name", "Second name"),
        "languages of the offer": ("", "Arabic"),
        "themes": ("Language", "Housing"),
        "cities": ("Berlin", "Paris"),
    }
    assert [(str(change.label), change.after) for change in published["changes"]] == [("publication", "published")]
    assert first["is_first"]


def test_line_ends_as_browsers_send_them_are_no_change(client):
    project = make_published_later("School", description="One\nTwo", sources="https://one.example\nhttps://two.example")
    address = f"/admin/projects/project/{project.pk}/change/"
    typed = form_of(client.get(address), "project_form")
    as_sent = {name: [value.replace("\n", "\r\n") for value in values] for name, values in typed.items()}

    client.post(address, as_sent)

    newest, *_older = client.get(history_address(project)).context["rows"]
    assert newest["changes"] == []
    assert project.history.count() == 3


def test_a_theme_that_was_deleted_since_is_named_by_its_slug(client):
    project = make_project(themes=("gone",))
    save_entry(project, themes=[])
    Theme.objects.get(slug="gone").delete()

    newest, *_older = client.get(history_address(project)).context["rows"]

    assert [(change.before, change.after) for change in newest["changes"]] == [("gone (since deleted)", "")]


def test_the_page_of_the_history_names_people_reasons_and_values(client, curator):
    project = edited_project(by=curator)

    html = client.get(history_address(project)).content.decode()

    assert "<b>Ada</b>" in html
    assert "They moved" in html
    assert "<del>First name</del>" in html
    assert "<ins>Second name</ins>" in html
    assert "The system" in html


def test_texts_in_the_history_are_escaped(client):
    project = make_project("Sound")
    project.name = "<script>alert(1)</script>"
    save_entry(project, reason="<b>reason</b>")

    html = client.get(history_address(project)).content.decode()

    assert "<script>alert" not in html
    assert "<b>reason</b>" not in html


def test_going_back_restores_texts_and_tags_as_a_new_version(client, curator):
    project = edited_project(by=None)
    version = project.history.order_by("history_id")[1]  # published, with the first texts

    response = go_back(client, history_address(project, version), follow=True)

    project = Project.objects.get()
    assert project.name == "First name"
    assert project.languages == []
    assert [theme.slug for theme in project.themes.all()] == project.theme_keys == ["language"]
    assert [city.slug for city in project.cities.all()] == project.city_keys == ["berlin"]
    assert SearchDocument.objects.get(kind="project").name == "first name | firstname"
    assert project.history.count() == 4
    latest = project.history.latest()
    assert latest.history_user == curator
    assert latest.history_change_reason.startswith("Back to the version of 20")
    assert "Back to the version of" in str(next(iter(response.context["messages"])))


def test_a_version_shows_what_going_back_would_change(client):
    project = edited_project(by=None)

    page = client.get(history_address(project, project.history.order_by("history_id")[1]))

    assert ("name", "Second name", "First name") in [
        (str(change.label), change.before, change.after) for change in page.context["changes"]
    ]
    assert "Go back to this version" in page.content.decode()
    newest = client.get(history_address(project, project.history.latest())).content.decode()
    assert "This is what is stored now." in newest
    assert "Go back to this version" not in newest


def test_going_back_neither_publishes_nor_withdraws(client):
    project = make_project("Draft", published=False)
    draft = project.history.latest()
    publish(project)
    project.name = "Renamed"
    save_entry(project)

    go_back(client, history_address(project, draft))

    project.refresh_from_db()
    assert (project.name, project.is_published) == ("Draft", True)
    withdraw(project, by=None)
    go_back(client, history_address(project, project.history.get(name="Renamed")))
    project.refresh_from_db()
    assert (project.name, project.is_published) == ("Renamed", False)


def test_going_back_to_an_old_address_redirects_from_the_newer_one(client):
    project = make_project("Place", slug="first")
    version = project.history.latest()
    project.slug = "second"
    save_entry(project)

    go_back(client, history_address(project, version))

    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["second"]
    assert client.get("/projects/second/").url == "/projects/first/"


def test_an_address_that_another_entry_has_by_now_cannot_come_back(client):
    project = make_project("Place", slug="first")
    version = project.history.latest()
    project.slug = "second"
    save_entry(project)
    make_project("Newcomer", slug="first")

    response = go_back(client, history_address(project, version), follow=True)

    assert response.status_code == HTTPStatus.OK
    assert "This version can no longer be" in str(next(iter(response.context["messages"])))
    project.refresh_from_db()
    assert project.slug == "second"


def test_a_tag_and_a_successor_that_were_deleted_since_stay_away(client):
    successor = make_project("Successor")
    project = make_project("Place", themes=("gone", "language"), status=Status.DISCONTINUED, successor=successor)
    version = project.history.latest()
    project.successor = None
    save_entry(project, themes=[make_theme("language")])
    Theme.objects.get(slug="gone").delete()
    successor.delete()

    page = client.get(history_address(project, version))
    response = go_back(client, history_address(project, version), follow=True)

    project.refresh_from_db()
    assert (project.theme_keys, project.successor) == (["language"], None)
    lost = {"themes": "Language, gone (since deleted)", "successor": "Successor (since deleted)"}
    shown = {str(change.label): change.after for change in page.context["changes"]}
    assert shown == lost
    message = next(iter(response.context["messages"]))
    assert message.level_tag == "warning"
    assert all(f"{label}: {names}" in str(message) for label, names in lost.items())


def test_the_networks_of_an_organisation_are_part_of_its_versions(client):
    old, new = make_organisation("Old net", kind="grassroots"), make_organisation("New net", kind="grassroots")
    organisation = make_organisation("Member", networks=[old])
    version = organisation.history.latest()
    save_organisation(organisation, networks=[new])

    page = client.get(history_address(organisation, version))
    go_back(client, history_address(organisation, version))

    assert [(str(change.label), change.before, change.after) for change in page.context["changes"]] == [
        ("networks", "New net", "Old net")
    ]
    assert list(Organisation.objects.get(name="Member").networks.all()) == [old]


def test_the_organisations_behind_a_project_are_part_of_its_versions(client):
    helpers, funder = make_organisation("Helpers"), make_organisation("Bank")
    project = make_project(organisations=[helpers])
    version = project.history.latest()
    save_project(project, partnerships=[(helpers, Role.PARTNER), (funder, Role.FUNDER)])

    newest, *_older = client.get(history_address(project)).context["rows"]
    go_back(client, history_address(project, version))

    assert [(str(change.label), change.before, change.after) for change in newest["changes"]] == [
        ("organisations", "Helpers (Lead)", "Bank (Funder), Helpers (Partner)")
    ]
    assert [(p.organisation, p.role) for p in project.partnerships.all()] == [(helpers, Role.LEAD)]


def test_what_does_not_touch_the_organisations_leaves_them_in_every_version(client):
    project = make_project(organisations=[make_organisation("Helpers")])
    withdraw(project, by=None)
    version = project.history.latest()
    fresh = Project.objects.get()
    fresh.summary = "Other."
    save_entry(fresh)

    go_back(client, history_address(project, version))

    assert [str(p.organisation) for p in project.partnerships.all()] == ["Helpers"]


def test_merging_organisations_stands_in_the_history_of_their_projects(client):
    keep, duplicate = make_organisation("Kept"), make_organisation("Twin")
    project = make_project(organisations=[duplicate])

    merge_organisations(keep=keep, duplicate=duplicate, by=None)

    newest, *_older = client.get(history_address(project)).context["rows"]
    assert [(change.before, change.after) for change in newest["changes"]] == [("Twin (Lead)", "Kept (Lead)")]
    assert newest["version"].history_change_reason == "twin was merged into kept"


def test_an_organisation_that_was_deleted_since_does_not_come_back(client):
    gone = make_organisation("Gone")
    project = make_project(organisations=[gone])
    version = project.history.latest()
    save_project(project, partnerships=[])
    gone.delete()

    page = client.get(history_address(project, version))
    response = go_back(client, history_address(project, version), follow=True)

    assert not project.partnerships.exists()
    assert [change.after for change in page.context["changes"]] == ["Gone (since deleted) (Lead)"]
    assert "organisations: Gone (since deleted) (Lead)" in str(next(iter(response.context["messages"])))


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_version_of_another_entry_is_not_found(client, method):
    project, other = make_project(), make_project()

    response = getattr(client, method)(history_address(project, other.history.latest()))

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("tail", ["abc/history/", "999999999999999999999999/history/", "1/history/abc/"])
def test_a_senseless_address_is_not_found(client, tail):
    response = client.get(f"/admin/projects/project/{tail}")

    assert response.status_code == HTTPStatus.NOT_FOUND


def test_a_visitor_neither_sees_nor_restores_versions():
    project = edited_project(by=None)
    visitor = client_of(make_visitor())
    version = project.history.order_by("history_id")[1]

    assert visitor.get(history_address(project)).status_code == HTTPStatus.FOUND
    assert visitor.post(history_address(project, version)).status_code == HTTPStatus.FOUND
    assert Project.objects.get().name == "Second name"


def test_a_long_history_comes_in_pages(client):
    project = make_published_later("Long")
    for number in range(60):
        project.summary = f"Summary {number}"
        save_entry(project)

    first, second = client.get(history_address(project)), client.get(history_address(project) + "?p=2")

    assert (len(first.context["rows"]), len(second.context["rows"])) == (50, 12)
    assert 'href="?p=2"' in first.content.decode()
