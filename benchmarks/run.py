"""Measures the directory with 200, 10,000 and 100,000 projects on SQLite and PostgreSQL; prints the tables.

Each database is made, filled, measured under the site's own gunicorn configuration, and removed again. Every
time is what passes inside the worker, around all that the site does. docs/benchmarks.md explains the tables.
"""

import argparse
import contextlib
import http.client
import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.load import requests_per_second

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "var" / "bench"
HOST = "127.0.0.1"
SIZES = (200, 10_000, 100_000)
COLD, WARM = 20, 40  # requests of a row
POSTGRES = ("postgres://root@127.0.0.1:5432/test", "postgres://test@127.0.0.1:5432/test")
TABLE = re.compile(r"(<!-- measured -->\n).*?(<!-- /measured -->)", re.DOTALL)

# What is aimed at: milliseconds of the cold median, queries, and MB of memory.
MOST_QUERIES = 14
MOST_MEMORY = 150
LEAST_RATE = 0.4
MOST_MILLISECONDS = {
    (200, "list"): 30,
    (100_000, "filtered, widest"): 200,
    (100_000, "filtered, narrow"): 100,
    **{(size, "detail"): 15 for size in SIZES},
}


@dataclass
class Row:
    """One line of the table. cold and warm: milliseconds of each request; size: bytes as sent."""

    name: str
    queries: int
    cold: list
    warm: list
    size: int

    @staticmethod
    def median_and_p95(times):
        return f"{statistics.median(times):.1f} / {statistics.quantiles(times, n=20)[-1]:.1f}"

    def verdict(self, projects):
        """Say PASS or MISS against every target that this row has."""
        goals = []
        if self.name != "detail":
            goals.append((self.queries <= MOST_QUERIES, f"≤ {MOST_QUERIES} queries"))
        if limit := MOST_MILLISECONDS.get((projects, self.name)):
            goals.append((statistics.median(self.cold) < limit, f"< {limit} ms"))
        return ", ".join(f"{'PASS' if met else 'MISS'} {goal}" for met, goal in goals)

    def line(self, projects):
        cells = [
            self.name,
            str(self.queries),
            self.median_and_p95(self.cold),
            self.median_and_p95(self.warm),
            f"{self.size / 1024:.1f}",
            self.verdict(projects),
        ]
        return f"| {' | '.join(cells)} |"


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """The site under gunicorn, for a `with` block."""

    def __init__(self, environment, workers):
        self.port = free_port()
        self.workers = workers
        self.environment = environment | {"WEB_CONCURRENCY": str(workers)}

    def __enter__(self):
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        self.process = subprocess.Popen(
            [*gunicorn, "--bind", f"{HOST}:{self.port}", "dsi_directory.wsgi"], cwd=ROOT, env=self.environment
        )
        give_up_at = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError):
                if self.get("/health/live/")[0] == 200:
                    return self
            if self.process.poll() is not None or time.monotonic() > give_up_at:
                self.__exit__()
                sys.exit("The site did not start, see above.")
            time.sleep(0.1)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)

    def get(self, path, **headers):
        """Return (status, headers, bytes of the body) of a page, asked for on a connection of its own."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=300)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
        response = connection.getresponse()
        size = 0
        while piece := response.read(65536):
            size += len(piece)
        connection.close()
        return response.status, response.headers, size

    def meter(self, path, **headers):
        """Return (milliseconds, queries, bytes); exits where the page is anything but sound."""
        status, answer, size = self.get(path, **{"X-Metered": "1"}, **headers)
        if status != 200:
            sys.exit(f"{path} answered {status}.")
        return float(answer["X-Milliseconds"]), int(answer["X-Queries"]), size

    def row(self, name, paths):
        cold_header = {"X-Cold": "1"}
        self.meter(paths[0], **cold_header)
        cold = [self.meter(paths[number % len(paths)], **cold_header) for number in range(COLD)]
        self.meter(paths[0])
        warm = [self.meter(paths[0]) for _number in range(WARM)]
        return Row(
            name=name,
            queries=max(queries for _time, queries, _size in cold),
            cold=[time for time, _queries, _size in cold],
            warm=[time for time, _queries, _size in warm],
            size=cold[0][2],
        )

    def peak_memory(self):
        """Return the most MB that a worker held so far, shared pages and mapped files among them (VmHWM)."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1] for pid in children]
        return max(map(int, peaks)) / 1024


@contextlib.contextmanager
def sqlite(size):
    path = WORK / f"{size}.sqlite3"
    files = [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]
    for file in files:
        file.unlink(missing_ok=True)
    try:
        yield f"sqlite:///{path}"
    finally:
        for file in files:
            file.unlink(missing_ok=True)


@contextlib.contextmanager
def postgres(dsn, size):
    name = f"dsi_bench_{size}"
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield re.sub(r"/[^/?]*(\?.*)?$", rf"/{name}\1", dsn)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def find_postgres(wanted):
    for dsn in [wanted] if wanted else POSTGRES:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(dsn, connect_timeout=3):
            return dsn
    return None


def manage(environment, *arguments):
    """Run a Python module of the project and return what it printed."""
    call = [sys.executable, *arguments]
    return subprocess.run(call, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def measure(title, size, database_url, redis):
    """Return the report on one database of one size as lines of Markdown."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": database_url,
        "CACHE_URL": redis or "locmemcache://?max_entries=500",
        "DEBUG": "false",
        "SITE_URL": "http://127.0.0.1:8000",
    }
    start = time.monotonic()
    manage(environment, "manage.py", "migrate", "--verbosity", "0")
    manage(environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    addresses = json.loads(manage(environment, "-m", "benchmarks.fill", str(size)).splitlines()[-1])
    filled = time.monotonic() - start
    with Server(environment, workers=1) as server:
        rows = [server.row(name, paths) for name, paths in addresses.items()]
        pages_memory = server.peak_memory()
    with Server(environment, workers=1) as server:
        exported = server.get("/projects.csv?status=all")[2]
        export_memory = server.peak_memory()
    with Server(environment, workers=2) as server:
        page, empty, bare = (
            requests_per_second(HOST, server.port, path)
            for path in (addresses["list"][0], "/benchmark/empty/", "/benchmark/bare/")
        )
    met = {True: "PASS", False: "MISS"}
    return [
        f"### {size:,} projects on {title}",
        "",
        "| page | queries | cold, median / p95 ms | warm, median / p95 ms | KB sent | target |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
        *(row.line(size) for row in rows),
        "",
        f"- Warm list page: {page:,.0f} requests a second. An empty view behind the same middleware:"
        f" {empty:,.0f}, so {page / empty:.0%} of it; {met[page >= LEAST_RATE * empty]} ≥ 40 %. Without any middleware:"
        f" {bare:,.0f}, so {page / bare:.0%} of it.",
        f"- Peak memory of a worker: {pages_memory:.0f} MB after these pages"
        f" ({met[pages_memory < MOST_MEMORY]} < {MOST_MEMORY} MB),"
        f" {export_memory:.0f} MB after streaming all projects as CSV, {exported / 2**20:.1f} MB as sent"
        f" ({met[export_memory < MOST_MEMORY]} < {MOST_MEMORY} MB).",
        f"- Filled in {filled:.0f} s.",
        "",
    ]


def machine():
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{time.strftime('%d %B %Y')}, Python {platform.python_version()}, {os.cpu_count()} cores,"
        f" {memory:.0f} GB of memory, load {os.getloadavg()[0]:.1f} at the start."
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of projects")
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="leave the other database out")
    parser.add_argument(
        "--postgres",
        default=os.environ.get("BENCH_POSTGRES", ""),
        metavar="URL",
        help="where databases may be made",
    )
    parser.add_argument("--redis", default="", metavar="URL", help="cache for PostgreSQL; IT IS EMPTIED")
    parser.add_argument("--write", type=Path, metavar="FILE", help="replace the tables between the marks in this file")
    options = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    lines = [machine(), ""]
    print(lines[0])
    dsn = find_postgres(options.postgres)
    for title, is_wanted in (
        ("SQLite", options.only != "postgresql"),
        ("PostgreSQL", options.only != "sqlite"),
    ):
        if title == "PostgreSQL" and is_wanted and not dsn:
            lines += [
                'PostgreSQL: left out, as none answers. Name one: make bench ARGS="--postgres postgres://…"',
                "",
            ]
            print(lines[-2])
            continue
        for size in options.sizes if is_wanted else ():
            database = sqlite(size) if title == "SQLite" else postgres(dsn, size)
            with database as url:
                report = measure(title, size, url, options.redis if title == "PostgreSQL" else "")
            print("\n".join(report), flush=True)
            lines += report
    if options.write:
        text = options.write.read_text()
        options.write.write_text(TABLE.sub(lambda match: match[1] + "\n".join(lines) + match[2], text))


if __name__ == "__main__":
    main()
