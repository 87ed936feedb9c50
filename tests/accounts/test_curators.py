"""Who curates: the group with its permissions, the first curator, and people in the admin."""

import importlib
from http import HTTPStatus
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_curator, make_organisation, make_visitor

pytestmark = pytest.mark.django_db

OTHERS = [
    "/admin/accounts/user/",
    "/admin/accounts/user/add/",
    "/admin/auth/group/",
    "/admin/auth/group/add/",
    "/admin/post_office/email/",
]


def permissions(group):
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.select_related("content_type")}


def test_the_group_has_what_curating_the_directory_needs():
    held = permissions(Group.objects.get(name="Curators"))

    assert {
        name for name in held if name.partition(".")[0] in {"projects", "organisations", "taxonomy", "entries"}
    } == {
        "projects.view_project",
        "projects.add_project",
        "projects.change_project",
        "projects.view_partnership",
        "projects.add_partnership",
        "projects.change_partnership",
        "projects.delete_partnership",
        "organisations.view_organisation",
        "organisations.add_organisation",
        "organisations.change_organisation",
        "taxonomy.view_theme",
        "taxonomy.add_theme",
        "taxonomy.change_theme",
        "taxonomy.delete_theme",
        "taxonomy.view_city",
        "taxonomy.add_city",
        "taxonomy.change_city",
        "taxonomy.delete_city",
        "entries.view_formeraddress",
        "entries.view_entrytext",
        "entries.change_entrytext",
        "entries.delete_entrytext",
        "entries.view_merger",
    }


def test_the_group_manages_no_people_and_deletes_no_entries():
    held = permissions(Group.objects.get(name="Curators"))

    assert not {name for name in held if name.partition(".")[0] in {"accounts", "auth", "admin", "sessions"}}
    assert not held & {"projects.delete_project", "organisations.delete_organisation"}


def test_a_permission_that_the_migration_made_is_the_one_that_django_would_make():
    names = dict(Permission.objects.filter(content_type__app_label="entries").values_list("codename", "name"))

    assert names["view_formeraddress"] == "Can view former address"
    assert Permission.objects.filter(codename="view_formeraddress").count() == 1


def test_the_group_is_made_once_however_often_the_migration_runs_and_goes_with_it():
    migration = importlib.import_module("dsi_directory.migrations.0001_curators")
    held = permissions(Group.objects.get(name="Curators"))

    class Editor:
        pass

    Editor.connection = connection
    migration.make_group(apps, Editor)
    assert permissions(Group.objects.get(name="Curators")) == held
    migration.remove_group(apps, Editor)

    assert not Group.objects.filter(name="Curators").exists()


@pytest.mark.parametrize("address", OTHERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_curator_reaches_neither_people_nor_permissions_nor_the_mail(address, method):
    response = getattr(client_of(make_group_curator()), method)(address)

    assert response.status_code == HTTPStatus.FORBIDDEN


def test_a_curator_cannot_change_a_person():
    curator, victim = make_group_curator(), make_visitor()
    address = f"/admin/accounts/user/{victim.pk}/change/"

    assert client_of(curator).post(address, {"is_superuser": "on"}).status_code == HTTPStatus.FORBIDDEN
    assert client_of(curator).post(f"/admin/accounts/user/{victim.pk}/password/").status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("tail", ["", "add/", "import/", "export/", "1/change/", "1/history/", "1/delete/"])
def test_whoever_is_no_curator_is_sent_to_the_login(tail):
    make_organisation()
    for client in (Client(), client_of(make_visitor())):
        response = client.get(f"/admin/organisations/organisation/{tail}")
        assert response.status_code == HTTPStatus.FOUND
        assert response.url.startswith("/admin/login/")


def test_a_curator_signs_in_with_the_address_in_any_case():
    make_group_curator("ada@example.org")

    response = Client().post("/admin/login/", {"username": "Ada@Example.ORG", "password": "a-long-password"})

    assert response.status_code == HTTPStatus.FOUND


def test_the_first_curator_is_made_with_a_password_that_is_printed_once():
    printed = StringIO()
    call_command("create_first_curator", stdout=printed)

    password = printed.getvalue().split("password")[-1].strip()
    assert Client().login(username="curator@localhost", password=password)
    assert User.objects.get().is_superuser
    again = StringIO()
    call_command("create_first_curator", stdout=again)
    assert again.getvalue() == ""
    assert User.objects.count() == 1


def test_no_first_curator_is_made_where_somebody_may_enter_already():
    make_group_curator()

    call_command("create_first_curator")

    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "complaint"), [("nonsense", "is not an e-mail"), ("Visitor@example.org", "belongs to")]
)
def test_an_address_that_cannot_be_a_curators_is_refused(email, complaint):
    make_visitor("visitor@example.org")

    with pytest.raises(CommandError, match=complaint):
        call_command("create_first_curator", email=email)


def test_a_superuser_makes_a_curator():
    client = client_of(make_curator())
    data = {
        "email": "Grace@Example.org",
        "usable_password": "true",
        "password1": "wj3-kelp-9125",
        "password2": "wj3-kelp-9125",
    }

    client.post("/admin/accounts/user/add/", data)
    grace = User.objects.get(email="grace@example.org")
    address = f"/admin/accounts/user/{grace.pk}/change/"
    group = Group.objects.get(name="Curators")
    client.post(address, form_of(client.get(address), "user_form") | {"is_staff": "on", "groups": [group.pk]})

    assert client_of(grace).get("/admin/projects/project/").status_code == HTTPStatus.OK
    assert grace.check_password("wj3-kelp-9125")


def test_an_address_that_another_person_has_in_another_case_is_refused():
    make_visitor("grace@example.org")
    data = {
        "email": "GRACE@example.org",
        "usable_password": "true",
        "password1": "wj3-kelp-9125",
        "password2": "wj3-kelp-9125",
    }

    response = client_of(make_curator()).post("/admin/accounts/user/add/", data)

    assert "email" in response.context["adminform"].form.errors
