"""Who may open and send what: every address that asks for a right, by role and method, with real objects."""

import re
from contextlib import contextmanager
from http import HTTPStatus
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve

from accounts.models import User
from entries.actions import save_entry
from operations.turns import turn
from projects.models import Project
from tests.curators import client_of, make_group_curator
from tests.factories import make_project, make_visitor
from tests.roles import METHODS, PUBLIC, ROLES, SENT, TABLE
from tests.roles_world import make_world, names_of

pytestmark = pytest.mark.anywhere

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
# What a request may write though nothing of the directory changes.
# Open to everybody; it does the same work whether or not an account has the address.
ASKS_FOR_A_LINK = "/admin/password_reset/"
# What is only noted or counted: who is signed in, tried to, looked, or has a form open, and how often.
SESSIONS = re.compile(r"django_session|accounts_(opensession|openform|login|look|count|dailysalt)|last_login")
# Placeholders that are no numbers -> something that has their form.
FORMS = dict.fromkeys(["waiting", "unconfirmed", "withdrawn"], str(UUID(int=1))) | {"image": "0" * 32}
SIGN_IN = re.compile(r"/(admin/login|mine/sign-in)/\?next=")


@pytest.fixture
def world(db):
    return make_world()


def routes(resolver=None, before=""):
    """Return the routes of all addresses, as a match of one names it."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        own = str(pattern.pattern)
        route = before + (own.removeprefix("^") if before else own)
        found |= routes(pattern, route) if isinstance(pattern, URLResolver) else {route}
    return found


def answer(client, method, address, data=None):
    """Return the answer in short: "in" where it leads to a log-in, else its status."""
    response = getattr(client, method.lower())(address, data or {})
    if response.status_code == HTTPStatus.FOUND and SIGN_IN.match(response.url):
        return "in"
    return str(response.status_code)


@contextmanager
def undone():
    """Take back whatever is written meanwhile; yields the statements that wrote."""
    written = []

    def note(execute, sql, params, many, context):
        if WRITES.match(sql) and not SESSIONS.search(sql):
            written.append(sql[:120])
        return execute(sql, params, many, context)

    with turn(), connection.execute_wrapper(note):
        yield written
        transaction.set_rollback(True)


def asked(world, role, method):
    """Ask for every address of the table as somebody. Yields (address of the row, what it should answer, what it
    answered, what that wrote).
    """
    for row, answers in TABLE.items():
        client = Client(raise_request_exception=False)
        if role in world.people:
            client.cookies.load({settings.SESSION_COOKIE_NAME: world.people[role]})
        names = names_of(world, row)
        data = {name: text.format_map(names) for name, text in SENT.items()} if method == "POST" else {}
        with undone() as written:
            answered = answer(client, method, row.format_map(names), data)
        yield row, answers[method][ROLES.index(role)], answered, written


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_the_answers_of_the_table_and_who_only_looks_changes_nothing(world, role):
    wrong, changed = [], []
    for method in METHODS:
        for row, right, answered, written in asked(world, role, method):
            wrong += [(method, row, right, answered)] if answered != right else []
            # Everybody may ask for a link or correct what they handed in; of the admin these may change nothing at all.
            only_looks = method == "GET" or (
                role in ("visitor", "staff", "viewer") and row.startswith("/admin/") and row != ASKS_FOR_A_LINK
            )
            changed += [(method, row, written)] if written and only_looks else []

    assert (wrong, changed) == ([], [])


def allowed(*codenames):
    """Return a browser of somebody of the staff who has these permissions of projects and no others."""
    person = make_visitor(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=[f"{name}_project" for name in codenames]))
    return client_of(person)


def test_going_back_to_a_version_needs_the_right_to_change(db):
    project = make_project("School", summary="First.")
    first = project.history.get(revision=0)
    project.summary = "Second."
    save_entry(project)
    address = f"/admin/projects/project/{project.pk}/history/{first.pk}/"
    sent = {"seen_revision": Project.objects.get().revision}

    assert [allowed("view").post(address, sent).status_code, Project.objects.get().summary] == [403, "Second."]
    assert [allowed("view", "change").post(address, sent).status_code, Project.objects.get().summary] == [302, "First."]


@pytest.mark.parametrize("missing", ["add", "change"])
def test_importing_needs_both_the_right_to_add_and_the_right_to_change(db, missing):
    address = "/admin/projects/project/"
    half, whole = allowed("view", *{"add", "change"} - {missing}), allowed("view", "add", "change")

    assert whole.get(f"{address}import/").status_code == HTTPStatus.OK
    assert half.get(f"{address}import/").status_code == HTTPStatus.FORBIDDEN
    assert half.post(f"{address}import/").status_code == HTTPStatus.FORBIDDEN
    assert half.post(f"{address}process_import/").status_code == HTTPStatus.FORBIDDEN
    assert f"{address}import/" not in half.get(address).content.decode()


def test_staff_cannot_delete_themselves_through_the_page_for_submitters(db):
    curator = make_group_curator()
    client = client_of(curator)

    assert client.post("/mine/delete/").status_code == HTTPStatus.FORBIDDEN
    assert User.objects.filter(pk=curator.pk).exists()
    assert client.get("/admin/").status_code == HTTPStatus.OK


def test_the_admin_leads_to_the_page_of_what_one_may_look_at_alone(world):
    """The address of a submission is the secret that opens its page."""
    address = "/admin/r/{type}/{submission_id}/".format_map(world.names)

    assert allowed("view").get(address).status_code == HTTPStatus.FORBIDDEN
    assert allowed("view").get("/admin/r/nothing/1/").status_code == HTTPStatus.NOT_FOUND
    assert world.names["waiting"] in client_of(make_group_curator()).get(address).url


def route_of(address):
    """Return the route that answers an address of the table."""
    return resolve(re.sub(r"\{(\w+)\}", stand_in, address.partition("?")[0])).route


def stand_in(placeholder):
    """Return something of the right form for a placeholder: most are a number, or may be one."""
    return FORMS.get(placeholder[1], "1")


def test_every_address_of_the_site_stands_in_the_table_or_among_the_public_ones():
    assert routes() - {route_of(address) for address in TABLE} - PUBLIC == set()


def test_the_public_ones_are_there_and_none_of_them_stands_in_the_table():
    assert PUBLIC - routes() == set()
    assert PUBLIC & {route_of(address) for address in TABLE} == set()
    assert not [route for route in PUBLIC if route.startswith("admin/")]


def test_who_may_only_look_is_offered_no_action(db, rf):
    reader = make_visitor(is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    request = rf.get("/")
    request.user = reader
    offered = {model: list(admin.site.get_model_admin(model).get_actions(request)) for model in admin.site._registry}

    assert {model: actions for model, actions in offered.items() if actions} == {}
