"""The same questions put to Datasette, over the same rows: two facets and a full-text table.

Run by benchmarks.run where the command `datasette` is found (or named by DATASETTE): it is needed for nothing else.
"""

import http.client
import os
import shutil
import sqlite3
import statistics
import subprocess
import time
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
TIMES = 10
FACETS = "_facet=status&_facet=country"
COLUMNS = ("id", "slug", "name", "summary", "description", "status", "country", "launched", "theme_keys", "city_keys")
# Rows of the benchmark that Datasette has a page for.
COMPARED = (
    *("list", "filtered, narrow", "search, common word", "search, rare word", "search, two words"),
    *("page 2,000, or the last", "detail"),
)


def find_datasette():
    return os.environ.get("DATASETTE") or shutil.which("datasette")


def copy_rows(source, target):
    """Fill a file with the projects of a SQLite database as one flat table with indexes and a full-text table."""
    target.unlink(missing_ok=True)
    with sqlite3.connect(target) as file:
        file.execute("ATTACH ? AS source", [str(source)])
        file.execute("CREATE TABLE projects (id INTEGER PRIMARY KEY, " + ", ".join(COLUMNS[1:]) + ")")
        file.execute(
            f"INSERT INTO projects SELECT {', '.join(COLUMNS)} FROM source.projects_project "  # noqa: S608 - our names
            "WHERE publication = 'published' AND status != 'discontinued'"
        )
        for column in ("status", "country", "slug"):
            file.execute(f"CREATE INDEX by_{column} ON projects ({column})")
        file.execute("CREATE VIRTUAL TABLE projects_fts USING fts5(name, summary, description, content='projects')")
        file.execute("INSERT INTO projects_fts (projects_fts) VALUES ('rebuild')")


@contextmanager
def serving(command, target, port):
    """Let Datasette serve a file, for a `with` block."""
    process = subprocess.Popen(
        [command, "serve", str(target), "--host", HOST, "--port", str(port), "--setting", "default_page_size", "24"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        give_up_at = time.monotonic() + 30
        while time.monotonic() < give_up_at:
            with suppress(OSError):
                ask(port, "/")
                break
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(20)


def ask(port, path, **headers):
    """Return the milliseconds that a page takes, as a client sees it; exits where it is anything but sound."""
    connection = http.client.HTTPConnection(HOST, port, timeout=300)
    start = time.perf_counter()
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    elapsed = (time.perf_counter() - start) * 1000
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{path} answered {response.status}.")
    return elapsed


def address_of(name, path, database):
    """Return the address at which Datasette answers the same as one of ours."""
    asked = parse_qs(urlsplit(path).query)
    table = f"/{database}/projects"
    if name == "detail":
        return f"{table}?slug={path.rstrip('/').rpartition('/')[2]}"
    parts = [FACETS]
    parts += [f"{key}_keys__contains=%7C{asked[key][0]}%7C" for key in ("theme", "city") if key in asked]
    if "q" in asked:
        parts.append(f"_search={asked['q'][0].replace(' ', '+')}")
    if "page" in asked:
        parts.append(f"_next={(int(asked['page'][0]) - 1) * 24}")
    return f"{table}?{'&'.join(parts)}"


def compare(addresses, own_port, source, target, port):
    """Return lines of Markdown: ours and Datasette's medians, and how many times as fast ours is.

    addresses: name of a row -> addresses; source: our database; target: the file to make for Datasette.
    """
    command = find_datasette()
    if not command:
        return ["Datasette: left out, as there is none. Name one: DATASETTE=/path/to/datasette make bench", ""]
    copy_rows(source, target)
    lines = [
        "| page, as a client sees it | ours, cold ms | Datasette ms | times as fast |",
        "| --- | ---: | ---: | ---: |",
    ]
    with serving(command, target, port):
        for name in COMPARED:
            path = addresses[name][0]
            ours = statistics.median(ask(own_port, path, **{"X-Metered": "1", "X-Cold": "1"}) for _time in range(TIMES))
            other = address_of(name, path, target.stem)
            theirs = statistics.median(ask(port, other) for _time in range(TIMES))
            lines.append(f"| {name} | {ours:.1f} | {theirs:.1f} | {theirs / ours:.1f} |")
    target.unlink()
    return [*lines, ""]
