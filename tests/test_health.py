import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from dsi_directory import health


def test_live_answers_without_reading_the_database(client):
    response = client.get("/health/live/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_says_that_everything_works(client):
    response = client.get("/health/ready/")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": True, "cache": True, "migrations": True},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health/live/", "/health/ready/"])
def test_no_answer_is_kept_by_a_cache(client, address):
    response = client.get(address)

    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


@pytest.mark.django_db
def test_ready_names_a_migration_that_is_not_applied(client):
    MigrationRecorder.Migration.objects.filter(app="projects").first().delete()

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"] == {"database": True, "cache": True, "migrations": False}


@pytest.mark.django_db
@pytest.mark.parametrize("name", health.CHECKS)
def test_ready_tells_what_fails_and_not_why(client, monkeypatch, name):
    def fail():
        raise OperationalError("connection to 10.0.0.1 refused")

    monkeypatch.setitem(health.CHECKS, name, fail)

    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert [key for key, works in response.json()["checks"].items() if not works] == [name]
    assert b"10.0.0.1" not in response.content


def test_ready_answers_while_the_database_is_away(client):
    """Without the django_db mark every query raises, also those of a middleware."""
    response = client.get("/health/ready/")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] is False


@pytest.mark.parametrize("address", ["/health/live/", "/health/ready/"])
def test_only_reading_is_allowed(client, address):
    assert client.post(address).status_code == 405
