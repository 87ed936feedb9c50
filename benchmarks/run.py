"""Measures the directory with 200, 10,000 and 100,000 projects on SQLite and PostgreSQL; prints the tables.

Each database is made, filled, measured under the site's own gunicorn configuration, and removed again. Every
time is what passes inside the worker, around all that the site does. docs/benchmarks.md explains the tables.
"""

import argparse
import json
import os
import platform
import re
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.beside import compare
from benchmarks.load import requests_per_second
from benchmarks.sites import HOST, WORK, Server, add_databases, databases, filled_site, free_port, manage

SIZES = (200, 10_000, 100_000)
COLD, WARM = 20, 40  # requests of a row
COLD_EXPORTS = 3  # of an export, which takes seconds
SESSION_COOKIE = "sessionid"
TABLE = re.compile(r"(<!-- measured -->\n).*?(<!-- /measured -->)", re.DOTALL)

# What is aimed at: milliseconds of the cold median, queries, and MB of memory.
MOST_QUERIES = 14
MOST_MEMORY = 150
LEAST_RATE = 0.4
MOST_MILLISECONDS_OF_AN_EDIT = 60
LISTS = (
    *("list", "filtered, widest", "filtered, narrow", "search, common word", "search, rare word", "search, two words"),
    *("search, mistyped", "page 2,000, or the last", "home", "theme", "city", "organisations", "map"),
)
# Among the most projects, and compared to the fewest.
MOST_MILLISECONDS = dict.fromkeys(LISTS, 45) | {"suggestion": 15, "detail": 13}
MOST_GROWTH = dict.fromkeys(LISTS, 1.5) | {"insights": 3, "detail": 1.2}
HEAD = (
    "| page | queries | cold, median / p95 ms | warm, median / p95 ms | KB sent | growth | target |",
    "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
)


@dataclass
class Row:
    """One line of the table. cold and warm: milliseconds of each request; size: bytes as sent."""

    name: str
    queries: int
    cold: list
    warm: list
    size: int

    @property
    def median(self):
        return statistics.median(self.cold)

    @staticmethod
    def median_and_p95(times):
        if len(times) < 2:
            return "–"
        return f"{statistics.median(times):.1f} / {statistics.quantiles(times, n=20)[-1]:.1f}"

    def verdict(self, projects, growth):
        """Say PASS or MISS against every target that this row has; growth: to its size among the fewest, or None."""
        goals = []
        if self.name in LISTS:
            goals.append((self.queries <= MOST_QUERIES, f"≤ {MOST_QUERIES} queries"))
        if limit := MOST_MILLISECONDS.get(self.name) if projects == max(SIZES) else None:
            goals.append((self.median < limit, f"< {limit} ms"))
        if growth and projects == max(SIZES) and (most := MOST_GROWTH.get(self.name)):
            goals.append((growth <= most, f"≤ {most} ×"))
        return ", ".join(f"{'PASS' if met else 'MISS'} {goal}" for met, goal in goals)

    def line(self, projects, fewest):
        """Return it as Markdown; fewest: name of a row -> its median among the fewest projects."""
        growth = self.median / fewest[self.name] if self.name in fewest else None
        cells = [
            self.name,
            str(self.queries),
            self.median_and_p95(self.cold),
            self.median_and_p95(self.warm),
            f"{self.size / 1024:.1f}",
            f"{growth:.1f} ×" if growth else "",
            self.verdict(projects, growth),
        ]
        return f"| {' | '.join(cells)} |"


class MeteredServer(Server):
    """The site with the middleware that meters its requests."""

    def meter(self, path, **headers):
        """Return (milliseconds, queries, bytes); exits where the page is anything but sound."""
        start = time.perf_counter()
        status, answer, size = self.get(path, **{"X-Metered": "1"}, **headers)
        elapsed = (time.perf_counter() - start) * 1000
        if status != 200:
            sys.exit(f"{path} answered {status}.")
        return elapsed if answer["X-Streamed"] else float(answer["X-Milliseconds"]), int(answer["X-Queries"]), size

    def row(self, name, paths, session):
        """Return the Row of some addresses; session: the key of a curator's, for those of the admin."""
        own = {"Cookie": f"{SESSION_COOKIE}={session}"} if name.startswith("admin") else {}
        is_export = name.startswith("as ")
        cold_header = own | {"X-Cold": "1"}
        self.meter(paths[0], **cold_header)
        times = COLD_EXPORTS if is_export else COLD
        cold = [self.meter(paths[number % len(paths)], **cold_header) for number in range(times)]
        self.meter(paths[0], **own)
        warm = [] if is_export else [self.meter(paths[0], **own) for _number in range(WARM)]
        return Row(
            name=name,
            queries=max(queries for _time, queries, _size in cold),
            cold=[time for time, _queries, _size in cold],
            warm=[time for time, _queries, _size in warm],
            size=cold[0][2],
        )


def measure(title, size, database_url, redis, fewest, keep):
    """Return the report on one database of one size as lines of Markdown.

    fewest: name of a row -> its median among the fewest projects, filled with the first size; keep: whether the
    database was kept, or shall be.
    """
    start = time.monotonic()
    kept = WORK / f"{title}-{size}.json" if keep else None
    is_filled = bool(kept and kept.exists())
    environment, made = filled_site(database_url, redis, size, kept, DJANGO_SETTINGS_MODULE="benchmarks.settings")
    filled = time.monotonic() - start
    addresses, session = made["addresses"], manage(environment, "-m", "benchmarks.session").split()[-1]
    edit = statistics.median(json.loads(manage(environment, "-m", "benchmarks.edits")))
    with MeteredServer(environment, workers=1) as server:
        rows = [server.row(name, paths, session) for name, paths in addresses.items()]
        pages_memory, own_memory = server.peak_memory(), server.own_memory()
        beside = []
        if database_url.startswith("sqlite"):
            source = Path(database_url.removeprefix("sqlite:///"))
            beside = compare(addresses, server.port, source, WORK / "datasette.db", free_port())
    with MeteredServer(environment, workers=1) as server:
        exported = server.get("/projects.csv?status=all")[2]
        export_memory = server.peak_memory()
    with MeteredServer(environment, workers=2) as server:
        page, empty, bare = (
            requests_per_second(HOST, server.port, path)
            for path in (addresses["list"][0], "/benchmark/empty/", "/benchmark/bare/")
        )
    met = {True: "PASS", False: "MISS"}
    if not fewest:
        fewest.update({row.name: row.median for row in rows})
    return [
        f"### {size:,} projects on {title}",
        "",
        *HEAD,
        *(row.line(size, fewest) for row in rows),
        "",
        f"- Warm list page: {page:,.0f} requests a second. An empty view behind the same middleware:"
        f" {empty:,.0f}, so {page / empty:.0%} of it; {met[page >= LEAST_RATE * empty]} ≥ 40 %. Without any middleware:"
        f" {bare:,.0f}, so {page / bare:.0%} of it.",
        f"- Peak memory of a worker: {pages_memory:.0f} MB after these pages"
        f" ({met[pages_memory < MOST_MEMORY]} < {MOST_MEMORY} MB), of which {own_memory:.0f} MB are its own,"
        f" {export_memory:.0f} MB after streaming all projects as CSV, {exported / 2**20:.1f} MB as sent"
        f" ({met[export_memory < MOST_MEMORY]} < {MOST_MEMORY} MB).",
        f"- Storing an edit of a project, index included: {edit:.0f} ms"
        f" ({met[edit < MOST_MILLISECONDS_OF_AN_EDIT]} < {MOST_MILLISECONDS_OF_AN_EDIT} ms).",
        "- Filled by an earlier run." if is_filled else f"- Filled in {filled:.0f} s.",
        "",
        *beside,
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
    add_databases(parser)
    parser.add_argument("--keep", action="store_true", help="leave the filled databases, and measure those left before")
    parser.add_argument("--write", type=Path, metavar="FILE", help="replace the tables between the marks in this file")
    options = parser.parse_args()
    lines = [machine(), ""]
    print(lines[0])
    for title, make, redis in databases(options):
        fewest = {}
        for size in options.sizes:
            with make(size, options.keep) as url:
                report = measure(title, size, url, redis, fewest, options.keep)
            print("\n".join(report), flush=True)
            lines += report
    if options.write:
        text = options.write.read_text()
        options.write.write_text(TABLE.sub(lambda match: match[1] + "\n".join(lines) + match[2], text))


if __name__ == "__main__":
    main()
