"""Measures lists and searches among a million projects, on PostgreSQL: those of a kept database many times.

`make bench ARGS="--keep --only postgresql"` makes that one, of 100,000 unless --of says another size; each row is
copied in the database, and the index of terms made anew. To be called by hand, as it takes half an hour and 20 GB.
"""

import argparse
import json

import psycopg

from benchmarks.run import HEAD, LISTS, MeteredServer
from benchmarks.sites import WORK, add_databases, empty_site, find_postgres, manage, postgres

MILLION = 1_000_000
MOST_MILLISECONDS = 80  # of the list
# Table -> (which of its rows are copied, what the columns of the copy number {k} hold instead; None for a default).
COPIED = {
    "projects_project": ("TRUE", {"id": "id + {k} * {step}", "slug": "left(slug, 200) || '-' || {k}"}),
    "projects_partnership": ("TRUE", {"id": None, "project_id": "project_id + {k} * {step}"}),
    "taxonomy_themeditem": ("content_type_id = {type}", {"id": None, "object_id": "object_id + {k} * {step}"}),
    "taxonomy_locateditem": ("content_type_id = {type}", {"id": None, "object_id": "object_id + {k} * {step}"}),
    "search_searchdocument": ("kind = 'project'", {"id": None, "object_id": "object_id + {k} * {step}"}),
}


def copy_rows(connection, copies):
    """Store each project and what hangs on it so many times in all, and count the words of its documents for them."""
    # What a copy points at is there: looking up each of ten million keys would take longer than writing them.
    connection.execute("SET LOCAL session_replication_role = replica")
    step = connection.execute("SELECT max(id) FROM projects_project").fetchone()[0]
    [content_type] = connection.execute(
        "SELECT id FROM django_content_type WHERE app_label = 'projects' AND model = 'project'"
    ).fetchone()
    for table, (which, instead) in COPIED.items():
        columns = {
            name: instead.get(name, f'"{name}"')
            for (name,) in connection.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
                [table],
            )
        }
        columns = {name: value for name, value in columns.items() if value}
        values = ", ".join(columns.values()).format(k="k", step=step)
        names = ", ".join(f'"{name}"' for name in columns)
        connection.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, generate_series(1, {copies - 1}) AS k "  # noqa: S608 - our names
            f"WHERE {which.format(type=content_type)}"
        )
    connection.execute("UPDATE search_searchword SET documents = documents * %s WHERE kind = 'project'", [copies])


def fill(url, environment, copies):
    """Make a million of the copy of a kept database."""
    with psycopg.connect(url) as connection:
        copy_rows(connection, copies)
    rebuild = "from search.postings import rebuild_postings; rebuild_postings('project')"
    manage(environment, "manage.py", "shell", "--no-imports", "--command", rebuild)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


def size_of(url):
    """Return (number of projects, bytes) of a database."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT (SELECT count(*) FROM projects_project), pg_database_size(current_database())"
        ).fetchone()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_databases(parser)
    parser.add_argument("--keep", action="store_true", help="leave the filled database, and measure one left before")
    parser.add_argument("--of", type=int, default=100_000, metavar="SIZE", help="the size of the kept database")
    options = parser.parse_args()
    kept = options.of
    addresses = json.loads((WORK / f"PostgreSQL-{kept}.json").read_text())["addresses"]
    with postgres(find_postgres(options.postgres), "million", options.keep, like=f"dsi_bench_{kept}") as url:
        environment = empty_site(url, options.redis, DJANGO_SETTINGS_MODULE="benchmarks.settings")
        if size_of(url)[0] <= kept:
            fill(url, environment, MILLION // kept)
        number, size = size_of(url)
        with MeteredServer(environment, workers=1) as server:
            rows = [server.row(name, addresses[name], "") for name in (*LISTS, "detail")]
            peak, own = server.peak_memory(), server.own_memory()
    met = "PASS" if rows[0].median < MOST_MILLISECONDS else "MISS"
    print(
        f"### {number:,} projects on PostgreSQL",
        "",
        *HEAD,
        *(row.line(number, {}) for row in rows),
        "",
        f"- The list takes {rows[0].median:.0f} ms ({met} < {MOST_MILLISECONDS} ms).",
        f"- Peak memory of a worker: {peak:.0f} MB, of which {own:.0f} MB are its own.",
        f"- {size / 2**30:.1f} GB of database.",
        sep="\n",
    )


if __name__ == "__main__":
    main()
