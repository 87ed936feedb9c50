"""An export that breaks off is a broken transfer, never a short file that looks whole."""

import os
import shutil
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, IncompleteRead

import pytest
from django.conf import settings
from django.db import OperationalError, connection

from projects.models import Project
from search import results
from search.results import Rows
from tests.factories import make_project

SECONDS_TO_START = 60


@pytest.fixture
def port(migrated_file, tmp_path):
    """The port of a gunicorn, on an empty database, whose exports break off."""
    shutil.copy(migrated_file, tmp_path / "db.sqlite3")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--workers", "1"]
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "CACHE_URL": ""}
    with subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{number}", "tests.listing.breaking"],
        cwd=settings.BASE_DIR,
        env=environment,
        stderr=subprocess.DEVNULL,
    ) as process:
        wait_for(number)
        yield number
        process.terminate()


def wait_for(port):
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
    raise TimeoutError


def test_a_client_hears_that_it_did_not_get_everything(port):
    for extension in ("csv", "json", "geojson"):
        for encoding in ("identity", "gzip"):
            client = HTTPConnection("127.0.0.1", port, timeout=30)
            client.request("GET", f"/projects.{extension}", headers={"Accept-Encoding": encoding})
            answer = client.getresponse()
            assert (answer.status, answer.getheader("Transfer-Encoding")) == (200, "chunked")
            with pytest.raises((IncompleteRead, ConnectionResetError)):
                answer.read()
            client.close()


@pytest.mark.django_db
@pytest.mark.parametrize("extension", ["csv", "json", "geojson"])
def test_no_export_ends_its_file_after_a_fault(client, monkeypatch, extension):
    make_project()

    def break_off(self):
        yield from self.queryset[:1]
        raise OperationalError

    monkeypatch.setattr(Rows, "__iter__", break_off)
    response = client.get(f"/projects.{extension}")

    with pytest.raises(OperationalError):
        list(response.streaming_content)


@pytest.mark.django_db
def test_behind_a_pool_that_changes_connections_no_cursor_is_left_on_one(client, monkeypatch):
    make_project("Alpha")
    monkeypatch.setattr(connection, "chunked_cursor", None)

    assert b"Alpha" in b"".join(client.get("/projects.csv").streaming_content)


@pytest.mark.django_db
def test_a_long_export_has_every_row_once_and_in_order(client, monkeypatch):
    monkeypatch.setattr(results, "ROWS_AT_ONCE", 2)
    for name in ("Beta", "Epsilon", "Alpha", "Delta", "Gamma"):
        make_project(name)

    lines = b"".join(client.get("/projects.csv").streaming_content).decode().splitlines()

    assert [line.partition(",")[0] for line in lines[1:]] == ["Alpha", "Beta", "Delta", "Epsilon", "Gamma"]


@pytest.mark.django_db
def test_an_entry_that_is_deleted_meanwhile_is_left_out(client, monkeypatch):
    monkeypatch.setattr(results, "ROWS_AT_ONCE", 1)
    make_project("Alpha")
    gone = make_project("Beta")
    lines = iter(client.get("/projects.csv").streaming_content)
    while b"Alpha" not in next(lines):
        pass
    Project.objects.filter(pk=gone.pk).delete()

    assert b"".join(lines) == b""
