from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from dsi_directory import health
from dsi_directory.staticfiles import StaticFiles
from operations.models import JobState

WORKING = {"database": True, "cache": True, "migrations": True, "static files": True, "disk": True}


def test_live_answers_without_reading_the_database(client):
    response = client.get("/health/live/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_says_that_everything_works(client, monkeypatch):
    monkeypatch.setattr(health, "troubled_jobs", list)
    response = client.get("/health/ready/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": WORKING | {"jobs": True}}


@pytest.mark.django_db
def test_jobs_that_stand_still_are_told_and_take_no_host_away(client):
    response = client.get("/health/ready/")

    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "checks": WORKING | {"jobs": False}}


@pytest.mark.django_db
@pytest.mark.parametrize("address", health.ADDRESSES)
def test_health_is_told_under_any_name_and_without_tls(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    for host in ("10.0.0.7:8000", "[2001:db8::1]", "elsewhere.example", "not a host"):
        assert client.get(address, headers={"host": host}).status_code in {200, 503}
    assert client.get("/robots.txt", headers={"host": "elsewhere.example"}, secure=True).status_code == 400


@pytest.mark.django_db
def test_telling_whether_the_database_can_be_written_leaves_nothing_in_it(client):
    client.get("/health/ready/")

    assert not JobState.objects.exists()


@pytest.mark.django_db
def test_a_database_that_only_reads_is_not_ready(client):
    def refuse(execute, sql, *rest):
        if sql.startswith("INSERT"):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        checks = client.get("/health/ready/").json()["checks"]

    assert checks["database"] is False


def test_a_cache_that_takes_nothing_more_is_not_ready(monkeypatch):
    assert health.cache_is_writable()
    full = SimpleNamespace(set=lambda *_: None, get=lambda _: "what was written before")
    monkeypatch.setattr(health, "cache", full)
    assert not health.cache_is_writable()


def test_a_site_without_the_manifest_of_its_static_files_is_not_ready(monkeypatch, tmp_path):
    storage = StaticFiles(location=tmp_path)
    monkeypatch.setattr(health, "staticfiles_storage", storage)
    assert not health.static_files_are_collected()
    storage.manifest_storage.save(storage.manifest_name, ContentFile(b"{}"))
    assert health.static_files_are_collected()


@pytest.mark.parametrize(("free", "has_space"), [(health.LEAST_FREE_BYTES, True), (0, False)])
def test_a_full_disk_is_not_ready(monkeypatch, free, has_space):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    assert health.disk_has_space() is has_space


@pytest.mark.django_db
@pytest.mark.parametrize("address", health.ADDRESSES)
def test_no_answer_is_kept_by_a_cache(client, address):
    response = client.get(address)

    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


@pytest.mark.django_db
def test_ready_names_a_migration_that_is_not_applied(client):
    MigrationRecorder.Migration.objects.filter(app="projects").first().delete()

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"] == WORKING | {"migrations": False, "jobs": False}


@pytest.mark.django_db
@pytest.mark.parametrize("name", health.CHECKS)
def test_ready_tells_what_fails_and_not_why(client, monkeypatch, name):
    def fail():
        raise OperationalError("connection to 10.0.0.1 refused")

    monkeypatch.setitem(health.CHECKS, name, fail)

    response = client.get("/health/ready/")

    assert response.status_code == 503
    with_it = {"jobs"} | (health.ASK_THE_DATABASE if name == "database" else set())
    assert {key for key, works in response.json()["checks"].items() if not works} == {name} | with_it
    assert b"10.0.0.1" not in response.content


@pytest.mark.django_db
def test_a_database_that_hangs_is_waited_for_once(client, monkeypatch):
    def hang():
        raise OperationalError("connection timeout expired")

    def ask():
        pytest.fail("It was asked again.")

    monkeypatch.setattr(health, "CHECKS", health.CHECKS | {"database": hang, "migrations": ask})
    monkeypatch.setattr(health, "jobs_run", ask)

    checks = client.get("/health/ready/").json()["checks"]

    assert checks == WORKING | {"database": False, "migrations": False, "jobs": False}


def test_ready_answers_while_the_database_is_away(client):
    """Without the django_db mark every query raises, also those of a middleware."""
    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] is False


@pytest.mark.parametrize("address", health.ADDRESSES)
def test_only_reading_is_allowed(client, address):
    assert client.post(address).status_code == 405
