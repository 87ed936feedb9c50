"""What measuring needs: databases that are made and removed again, and the site on them under its own gunicorn."""

import contextlib
import functools
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "var" / "bench"
HOST = "127.0.0.1"
POSTGRES = ("postgres://root@127.0.0.1:5432/test", "postgres://test@127.0.0.1:5432/test")


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class Server:
    """The site under gunicorn, for a `with` block. log: a file for what it writes, instead of the terminal."""

    def __init__(self, environment, workers, log=None):
        self.port = free_port()
        self.workers = workers
        self.environment = environment | {"WEB_CONCURRENCY": str(workers)}
        self.log = log

    def __enter__(self):
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        with contextlib.ExitStack() as opened:
            self.process = subprocess.Popen(
                [*gunicorn, "--bind", f"{HOST}:{self.port}", "dsi_directory.wsgi"],
                cwd=ROOT,
                env=self.environment,
                stderr=opened.enter_context(self.log.open("w")) if self.log else None,
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

    @property
    def children(self):
        """The process ids of the workers."""
        return [
            int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def kill_a_worker(self):
        """Kill the oldest worker, as the system does where memory is short; gunicorn starts another."""
        with contextlib.suppress(ProcessLookupError, IndexError):
            os.kill(min(self.children), signal.SIGKILL)

    def peak_memory(self):
        """Return the most MB that a worker held so far, shared pages and mapped files among them (VmHWM)."""
        peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1] for pid in self.children]
        return max(map(int, peaks)) / 1024

    def own_memory(self):
        """Return the MB that a worker holds by now and shares with no other: what one more would take."""
        rolled = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in self.children)
        return max(int(re.search(r"Private_Dirty:\s+(\d+)", text)[1]) for text in rolled) / 1024


@contextlib.contextmanager
def sqlite(label, keep=False):
    """Yield the address of a new database. keep: of the one that is there, if there is one, and leave it there."""
    path = WORK / f"{label}.sqlite3"
    files = [] if keep else [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]
    for file in files:
        file.unlink(missing_ok=True)
    try:
        yield f"sqlite:///{path}"
    finally:
        for file in files:
            file.unlink(missing_ok=True)


@contextlib.contextmanager
def postgres(dsn, label, keep=False, like="template1"):
    """Yield the address of a new database. keep: of the one that is there, if there is one, and leave it there; like:
    the name of a database of which it is a copy.
    """
    name = f"dsi_bench_{label}"
    with psycopg.connect(dsn, autocommit=True) as connection:
        if not keep:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        try:
            yield re.sub(r"/[^/?]*(\?.*)?$", rf"/{name}\1", dsn)
        finally:
            if not keep:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def find_postgres(wanted):
    for dsn in [wanted] if wanted else POSTGRES:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(dsn, connect_timeout=3):
            return dsn
    return None


def add_databases(parser):
    """Add to a parser the options that say on which databases something is measured."""
    parser.add_argument("--only", choices=["sqlite", "postgresql"], help="leave the other database out")
    parser.add_argument(
        "--postgres", default=os.environ.get("BENCH_POSTGRES", ""), metavar="URL", help="where databases may be made"
    )
    parser.add_argument("--redis", default="", metavar="URL", help="cache for PostgreSQL; IT IS EMPTIED")


def databases(options):
    """Return, for each database that the options name, (name, how one is made of a label, address of its cache).

    PostgreSQL is left out where none answers. WORK is there from now on, for what is kept and for logs.
    """
    WORK.mkdir(parents=True, exist_ok=True)
    found = []
    if options.only != "postgresql":
        found.append(("SQLite", sqlite, ""))
    if options.only != "sqlite":
        dsn = find_postgres(options.postgres)
        if not dsn:
            print("PostgreSQL: left out, as none answers. Name one: --postgres postgres://…")
            return found
        found.append(("PostgreSQL", functools.partial(postgres, dsn), options.redis))
    return found


def attack(parser, measure):
    """Call measure(name, make, redis, options) for each database, and exit with 1 unless it says of each that all is
    well. parser: with the options of its own.
    """
    add_databases(parser)
    options = parser.parse_args()
    well = [measure(*database, options) for database in databases(options)]
    sys.exit(not all(well))


def manage(environment, *arguments):
    """Run a Python module of the project and return what it printed."""
    call = [sys.executable, *arguments]
    return subprocess.run(call, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def empty_site(database_url, redis="", **settings):
    """Return the environment of a site on an empty database, with its tables and static files made."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "dsi_directory.settings",
        "DATABASE_URL": database_url,
        "CACHE_URL": redis or "locmemcache://?max_entries=500",
        "DEBUG": "false",
        "SITE_URL": "http://127.0.0.1:8000",
        **settings,
    }
    manage(environment, "manage.py", "migrate", "--verbosity", "0")
    manage(environment, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    return environment


def filled_site(database_url, redis, size, kept=None, **settings):
    """Return the environment of a site with so many projects, and what benchmarks.fill says of it.

    kept: the file of what it said when the database was filled; where there is none, it is filled, and the file made.
    """
    environment = empty_site(database_url, redis, **settings)
    if kept and kept.exists():
        return environment, json.loads(kept.read_text())
    said = manage(environment, "-m", "benchmarks.fill", str(size)).splitlines()[-1]
    if kept:
        kept.write_text(said)
    return environment, json.loads(said)
