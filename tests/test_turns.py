"""Whatever writes into the directory takes its turn first; a form in whose way another writer was is done over."""

import ast
from importlib import import_module
from inspect import isfunction
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.translation import gettext

from dsi_directory.errors import server_error
from dsi_directory.turns import TRIES, is_one_turn
from entries.actions import save_entry
from operations import turns
from operations.turns import has_turn, is_in_the_way, turn, turns_written, writing
from taxonomy.models import Theme
from tests.curators import client_of, form_of
from tests.factories import make_curator, make_project, make_theme

APPS = [app for app in settings.INSTALLED_APPS if Path(settings.BASE_DIR, app, "__init__.py").exists()]
PACKAGES = {
    name for app in APPS for name in (f"{app}.actions",) if any(Path(settings.BASE_DIR, app).glob("actions*"))
} | {"cluster.contact"}
# Of what those modules offer: what only looks, and what writes out of turn.
LOOKS = {
    *("check_merger", "free_slug", "stored_about", "stored_under", "signals_of", "rows_that_name", "names_of_both"),
    *("check_texts", "decision_on_end"),
    "sign_in_link",  # It adds one e-mail and locks no row: who wants to sign in does not wait for an import.
}
# Modules that open transactions of their own -> why.
OUT_OF_TURN = {
    "accounts/counting.py": "counts hold one row for a moment, and nothing else is locked after it",
    "accounts/forms.py": "a mail to somebody who may not be there is taken back",
    "accounts/mail.py": "what became of one e-mail",
    "accounts/management/commands/create_first_curator.py": "people are no part of the directory",
    "accounts/second_factor.py": "keys of one person",
    "accounts/sending.py": "what became of one e-mail",
    "accounts/views.py": "keys of one person",
    "dsi_directory/health.py": "one row, taken back",
    "operations/moving/backups.py": "fills an empty database",
    "operations/moving/copying.py": "fills another database",
    "operations/moving/databases.py": "reads",
    "operations/turns.py": "is where turns are made",
    "search/documents.py": "part of the turn that writes the entry: savepoints",
    "search/index.py": "reads",
    "search/postings.py": "part of the turn that makes the index anew",
    "curating/bulk.py": "savepoints inside of a turn: an entry that refuses leaves the others",
    "entries/actions/merging.py": "savepoints inside of a turn",
    "entries/actions/undoing.py": "savepoints inside of a turn",
    "submissions/actions/campaigns.py": "savepoints inside of a turn: a member that refuses leaves the others",
    "submissions/actions/submitting.py": "savepoints inside of a turn",
    "submissions/actions/people.py": "the link to sign in: see LOOKS",
}


def psycopg_error(error):
    """Return what Django makes of an error of the driver."""
    wrapped = OperationalError(str(error))
    wrapped.__cause__ = error
    return wrapped


DEADLOCK = psycopg_error(psycopg.errors.DeadlockDetected("deadlock detected"))


def functions_of(package):
    module = import_module(package)
    names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    return {name: getattr(module, name) for name in names if isfunction(getattr(module, name))}


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_every_action_that_writes_is_a_turn(package):
    own = package.partition(".")[0]
    offered = {
        name: function for name, function in functions_of(package).items() if function.__module__.startswith(own)
    }
    assert {name for name, function in offered.items() if not hasattr(function, "is_writing")} <= LOOKS


def test_no_module_opens_a_transaction_out_of_turn_but_for_those_that_say_why():
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for app in APPS
        for path in Path(settings.BASE_DIR, app).rglob("*.py")
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "atomic"
    }
    assert found == set(OUT_OF_TURN)


def test_every_form_of_the_admin_is_one_turn_but_for_what_writes_nothing():
    of_models = {
        (f"{name}_{view}", args)
        for model in admin.site._registry
        for name in (f"{model._meta.app_label}_{model._meta.model_name}",)
        for view, args in (("changelist", ()), ("add", ()), ("change", (1,)), ("delete", (1,)))
    }
    further = {
        *(("projects_project_process_import", ()), ("projects_project_history", (1,))),
        *(("projects_project_simple_history", (1, 1)), ("cluster_page_preview", ("en",))),
        *(("newsletter_issue_put_together", ()), ("screening_blockeddomain_block", ())),
    }
    addresses = [reverse(f"admin:{name}", args=args) for name, args in of_models | further]
    assert [address for address in addresses if not is_one_turn(resolve(address))] == []
    for address in ("/admin/login/", "/admin/projects/project/import/", "/admin/projects/project/export/", "/contact/"):
        assert not is_one_turn(resolve(address))


@pytest.mark.django_db(transaction=True)
def test_the_turn_is_taken_before_anything_else_and_once():
    statements = []

    def note(execute, sql, params, many, context):
        if sql != "BEGIN IMMEDIATE":
            statements.append((sql, has_turn()))
        return execute(sql, params, many, context)

    project = make_project("Lingo")
    with connection.execute_wrapper(note):
        save_entry(project)
    waits = [sql for sql, _has in statements if "pg_advisory_xact_lock" in sql]
    first = statements[:1] if connection.vendor == "postgresql" else []
    assert waits == [sql for sql, _has in first]
    assert all(has for _sql, has in statements[len(waits) :])


@pytest.mark.django_db(transaction=True)
def test_a_turn_inside_of_another_transaction_is_refused_as_it_may_hold_what_it_waits_for():
    with pytest.raises(RuntimeError), transaction.atomic(), turn():
        pass


@pytest.mark.django_db(transaction=True)
def test_what_fails_gives_its_turn_back_and_counts_as_nothing_written():
    @writing
    def fail():
        make_theme("half")
        raise ValueError("no")

    before = turns_written()
    with pytest.raises(ValueError, match="no"):
        fail()
    assert (has_turn(), turns_written(), Theme.objects.filter(slug="half").exists()) == (False, before, False)


@pytest.mark.django_db(transaction=True)
def test_what_is_stored_counts_even_where_what_follows_on_it_fails():
    def fail():
        raise DEADLOCK

    before = turns_written()
    with pytest.raises(OperationalError), turn():
        make_theme("stored")
        transaction.on_commit(fail)
    assert (turns_written(), Theme.objects.filter(slug="stored").exists(), has_turn()) == (before + 1, True, False)


def test_deadlocks_timeouts_and_a_locked_file_are_other_writers_and_a_lost_connection_is_none():
    errors = psycopg.errors
    for kind in (errors.DeadlockDetected, errors.LockNotAvailable, errors.SerializationFailure):
        assert is_in_the_way(psycopg_error(kind("in the way")))
    for error in (OperationalError("gone"), psycopg_error(errors.AdminShutdown("stopped")), ValueError(), None):
        assert not is_in_the_way(error)


@pytest.fixture
def curator(db):
    client = client_of(make_curator())
    client.raise_request_exception = False
    return client


@pytest.fixture
def deadlocks(monkeypatch):
    """Return a function: how many of the next calls that save a tag are to lose against another writer."""

    def lose(times):
        left = [DEADLOCK] * times
        save = import_module("entries.actions").save_tag

        def save_or_lose(*args, **kwargs):
            if left:
                raise left.pop()
            return save(*args, **kwargs)

        monkeypatch.setattr("curating.vocabularies.save_tag", save_or_lose)

    return lose


def rename(client, theme, name):
    address = reverse("admin:taxonomy_theme_change", args=[theme.pk])
    return client.post(address, form_of(client.get(address), "theme_form") | {"name_en": name, "reason": 'Said "so".'})


def test_a_form_that_lost_against_another_writer_is_done_over_by_itself(curator, deadlocks):
    theme = make_theme()
    deadlocks(TRIES - 1)
    assert rename(curator, theme, "Languages").status_code == 302
    theme.refresh_from_db()
    assert theme.name_en == "Languages"
    assert theme.history.filter(history_change_reason='Said "so".').count() == 1


def test_one_that_loses_every_time_comes_back_with_what_was_typed(curator, deadlocks):
    theme = make_theme()
    deadlocks(TRIES)
    response = rename(curator, theme, "Languages")
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "2")
    assert "Back in a moment" not in html
    assert '<input type="hidden" name="name_en" value="Languages">' in html
    assert 'name="reason" value="Said &quot;so&quot;."' in html
    assert f'action="/admin/taxonomy/theme/{theme.pk}/change/"' in html


def answer_with(monkeypatch, post):
    """Let a form of the site do something else; returns its address."""
    monkeypatch.setattr("submissions.views.submitting.TellMe.post", post)
    return reverse("submissions:tell-me")


def test_what_is_stored_already_is_not_done_over(client, monkeypatch, db):
    project, calls = make_project(), []

    def store_and_lose(view, request):
        calls.append(save_entry(project))
        raise DEADLOCK

    client.raise_request_exception = False
    assert client.post(answer_with(monkeypatch, store_and_lose)).status_code == 503
    assert len(calls) == 1


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar", "uk"])
def test_the_page_says_so_in_the_language_of_the_address_and_keeps_no_password(language, rf, monkeypatch):
    prefix = "" if language == "en" else f"/{language}"
    for data, shown in (({"text": "Hello"}, "Send again"), ({"password1": "secret"}, "Try again")):
        try:
            raise DEADLOCK
        except OperationalError:
            response = server_error(rf.post(f"{prefix}/contact/", data))
        html = response.content.decode()
        with translation.override(language):
            assert gettext("One moment, please") in html
            assert gettext(shown) in html
        assert "secret" not in html


def test_a_file_is_read_from_its_beginning_again(client, monkeypatch, db):
    read = []

    def lose_once(view, request):
        read.append(request.FILES["file"].read())
        if len(read) == 1:
            raise DEADLOCK
        return HttpResponse()

    client.post(answer_with(monkeypatch, lose_once), {"file": SimpleUploadedFile("a.txt", b"text")})
    assert read == [b"text", b"text"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file is waited for by SQLite itself")
@pytest.mark.django_db(transaction=True)
def test_who_waits_for_the_others_too_long_is_told_so(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    theme, client = make_theme(), Client(raise_request_exception=False)
    client.force_login(make_curator())
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [turns.KEY])
        response = rename(client, theme, "Languages")
        assert (response.status_code, "One moment, please" in response.content.decode()) == (503, True)
    assert rename(client, theme, "Languages").status_code == 302
