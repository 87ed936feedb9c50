"""The indexes that the ORM cannot describe: the databases keep them in step with the tables by themselves."""

from django.db import migrations
from django.db.utils import DatabaseError

COLUMNS = ("name", "summary", "description", "organisations", "themes", "cities")
DOCUMENTS = "search_searchdocument"
WORDS = "search_searchword"
POSTINGS = "search_posting"


def fts5(index, table, columns, options):
    """Return statements that make an FTS5 index over columns of a table, and the triggers that maintain it."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    forget = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.id, {old});"
    learn = f"INSERT INTO {index} (rowid, {names}) VALUES (new.id, {new});"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5({names}, content='{table}', content_rowid='id', {options})",
        f"INSERT INTO {index} ({index}) VALUES ('rebuild')",
        f"CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN {learn} END",
        f"CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN {forget} END",
        f"CREATE TRIGGER {index}_update AFTER UPDATE OF {names} ON {table} BEGIN {forget} {learn} END",
    ]


SQLITE = [
    # The words are folded and parted by spaces already: anything else belongs to a word.
    *fts5(
        "search_documentindex",
        DOCUMENTS,
        COLUMNS,
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'\", prefix='2 3'",
    ),
    *fts5("search_wordindex", WORDS, ["word"], "tokenize='trigram'"),
]
SQLITE_REVERSE = [
    f"DROP {what}"
    for index in ("search_documentindex", "search_wordindex")
    for what in (f"TRIGGER {index}_insert", f"TRIGGER {index}_delete", f"TRIGGER {index}_update", f"TABLE {index}")
]

# Not to_tsvector(): its parser takes some words apart, and which depends on the locale of the database.
# The first word stands at 2, so that no phrase reaches from the end of one column into the next.
POSTGRESQL = [
    """
    CREATE FUNCTION search_vector(words text, label "char") RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (
        SELECT setweight(
            coalesce(string_agg('''' || word || ''':' || least(place + 1, 16383), ' '), '')::tsvector, label
        )
        FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS part(word, place)
        WHERE word <> ''
    )
    """,
    f"""
    ALTER TABLE {DOCUMENTS}
    ADD COLUMN vector tsvector NOT NULL GENERATED ALWAYS AS (
        search_vector(name, 'A')
        || search_vector(summary, 'B')
        || search_vector(description, 'C')
        || search_vector(organisations, 'D')
        || search_vector(themes, 'D')
        || search_vector(cities, 'D')
    ) STORED
    """,
    f"CREATE INDEX search_document_vector ON {DOCUMENTS} USING gin (vector)",
    f"CREATE INDEX search_word_trigrams ON {WORDS} USING gin (word gin_trgm_ops)",
    # By code points: what begins with some letters is one stretch of the index, whatever the collation of the database.
    f'ALTER TABLE {POSTINGS} ALTER COLUMN term TYPE varchar(120) COLLATE "C"',
]
POSTGRESQL_REVERSE = [
    "DROP INDEX search_word_trigrams",
    f"ALTER TABLE {DOCUMENTS} DROP COLUMN vector",
    'DROP FUNCTION search_vector(text, "char")',
]


def make(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        make_trigram_extension(connection)
    run(connection, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def unmake(apps, schema_editor):
    run(schema_editor.connection, {"sqlite": SQLITE_REVERSE, "postgresql": POSTGRESQL_REVERSE})


def run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, []):
            cursor.execute(statement)


def make_trigram_extension(connection):
    with connection.cursor() as cursor:
        try:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError as error:
            name = connection.settings_dict["NAME"]
            raise DatabaseError(
                f"The search needs PostgreSQL's extension pg_trgm in the database {name}, which could not be made: "
                f"{error}. Let an administrator of the server run “CREATE EXTENSION pg_trgm” in that database "
                "(on Debian it is part of the package postgresql), then migrate again."
            ) from error


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
