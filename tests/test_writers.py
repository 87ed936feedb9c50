"""What the tests take for writing into the directory."""

import pytest

from tests.writers import is_for_a_turn


@pytest.mark.parametrize(
    ("sql", "is_one"),
    [
        ('INSERT INTO "projects_project" ("name") VALUES (%s)', True),
        ('UPDATE "search_posting" SET "data" = %s', True),
        ('  DELETE FROM "taxonomy_city"', True),
        ('SELECT "id" FROM "projects_project" WHERE "name" = %s FOR UPDATE', True),
        ('SELECT "id" FROM "projects_project" LIMIT 1 FOR NO KEY UPDATE OF "projects_project"', True),
        ('SELECT "id" FROM "projects_project" WHERE "name" = %s', False),
        ('SELECT "id" FROM "accounts_user" FOR UPDATE', False),
        ('SELECT SUBSTRING(a FROM 1 FOR 2) FROM "projects_project"', False),
        ('UPDATE "django_session" SET "expire_date" = %s', False),
        ('INSERT INTO "submissions_uploadedlogo" ("key") VALUES (%s)', False),
    ],
)
def test_what_writes_into_the_directory_or_locks_it_needs_a_turn(sql, is_one):
    assert is_for_a_turn(sql) is is_one
