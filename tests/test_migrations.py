import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = {
    "accounts",
    "cluster",
    "curating",
    "entries",
    "newsletter",
    "operations",
    "organisations",
    "projects",
    "screening",
    "submissions",
    "search",
    "taxonomy",
    "upkeep",
}


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(f"Run manage.py makemigrations:\n{capsys.readouterr().out}")


def migrations():
    loader = MigrationLoader(None, replace_migrations=False)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in OURS}


def test_every_migration_can_be_taken_back():
    stuck = [
        f"{app}.{name}: {operation}"
        for (app, name), migration in migrations().items()
        for operation in migration.operations
        if not operation.reversible
    ]

    assert stuck == []


def test_every_migration_but_the_first_has_a_name_that_tells_what_it_does():
    unnamed = [f"{app}.{name}" for app, name in migrations() if "_auto_" in name]

    assert unnamed == []
