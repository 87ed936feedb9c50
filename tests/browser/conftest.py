"""The real site for a real browser: what ships, served by gunicorn in production settings, as `make serve` does."""

import fcntl
import os
import re
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.mailserver import MailServer

ROOT = Path(settings.BASE_DIR)
MOST_SECONDS_TO_START = 60


@pytest.fixture(scope="session")
def database_of_the_site(tmp_path_factory):
    """The address of an empty database of the kind that the tests run on; removed afterwards."""
    dsn = os.environ.get("DATABASE_URL", "")
    if not dsn.startswith("postgres"):
        yield f"sqlite:///{tmp_path_factory.mktemp('site') / 'db.sqlite3'}"
        return
    name = f"test_site_{secrets.token_hex(4)}"
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield re.sub(r"/[^/?]*(\?.*)?$", rf"/{name}\1", dsn)
        with locked(shared_by_workers(tmp_path_factory)) as kept:
            if kept.exists() and kept.read_text() == f"{name}_kept":
                kept.unlink()
                connection.execute(f"DROP DATABASE {name}_kept")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def shared_by_workers(tmp_path_factory):
    """Return a folder that all workers of this run have in common."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@contextmanager
def locked(folder):
    """Yield the path at which the prepared data are kept, or named, while no other worker looks there."""
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / "site.kept"


@pytest.fixture(scope="session")
def mailboxes():
    """The MailServer that takes the site's mails once its queue is sent."""
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def environment(database_of_the_site, mailboxes, tmp_path_factory):
    """What the site and its commands run in. SITE_URL is the address that it is served at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "SECRET_KEY": secrets.token_hex(),
        "DATABASE_URL": database_of_the_site,
        "CACHE_URL": "locmemcache://",
        "EMAIL_URL": f"smtp://127.0.0.1:{mailboxes.port}",
        "MEDIA_ROOT": str(tmp_path_factory.mktemp("media")),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "WEB_CONCURRENCY": "1",
        "PYTHONWARNINGS": "ignore",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    return environment


@contextmanager
def data_of_another_worker(address, tmp_path_factory):
    """Give a database the data that another worker of this run has prepared; the first one's are kept.

    They are the same for all, and preparing them takes most of a minute.
    """
    copy, keep = (copy_file, keep_file) if address.startswith("sqlite") else (copy_database, keep_database)
    with locked(shared_by_workers(tmp_path_factory)) as kept:
        if kept.exists():
            copy(kept, address)
        yield
        if not kept.exists():
            keep(kept, address)


def copy_file(kept, address):
    shutil.copy(kept, address.removeprefix("sqlite:///"))


def keep_file(kept, address):
    prepared = sqlite3.connect(address.removeprefix("sqlite:///"))
    with closing(prepared), closing(sqlite3.connect(kept)) as copy:
        prepared.backup(copy)


def copy_database(kept, address):
    """Fill the database at an address from the one whose name is kept."""
    name = name_of(address)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {kept.read_text()}")


def keep_database(kept, address):
    """Copy the database at an address into one beside it, which goes with that one."""
    name = f"{name_of(address)}_kept"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {name_of(address)}")
    kept.write_text(name)


def name_of(address):
    return re.search(r"/([^/?]*)(\?.*)?$", address)[1]


@pytest.fixture(scope="session")
def site(environment, tmp_path_factory):
    """The address of the running site, such as "http://127.0.0.1:40123"."""
    address = environment["SITE_URL"]
    with data_of_another_worker(environment["DATABASE_URL"], tmp_path_factory):
        subprocess.run([sys.executable, "deploy/prepare.py"], cwd=ROOT, env=environment, check=True)
    subprocess.run([sys.executable, "-m", "tests.browser.additions"], cwd=ROOT, env=environment, check=True)
    place = address.removeprefix("http://")
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", place]
    server = subprocess.Popen([*command, "dsi_directory.wsgi"], cwd=ROOT, env=environment)
    give_up_at = time.monotonic() + MOST_SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(f"{address}/health/live/", timeout=2).close()
            break
        except OSError:
            if server.poll() is not None or time.monotonic() > give_up_at:
                pytest.fail("the site did not start")
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(15)


@pytest.fixture(scope="session")
def manage(site, environment):
    """manage("intake", "pause") runs a command beside the running site, as its operator would."""

    def run(*arguments, **variables):
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment | variables, check=True)

    return run


@pytest.fixture(scope="session")
def base_url(site):
    return site


@pytest.fixture
def complaints():
    """What the browser complains of; a test that expects a complaint takes it out of the list."""
    return []


@pytest.fixture
def new_page(request, base_url, complaints):
    """Return a function that opens a page in a context of its own; nothing it shows may raise a complaint.

    font: wide or narrow. Other keywords go to the context: java_script_enabled, viewport, color_scheme, locale …
    """
    contexts = []

    def open_page(*, width=1280, height=900, font="wide", **options):
        browser = request.getfixturevalue({"wide": "browser", "narrow": "narrow_browser"}[font])
        context = browser.new_context(base_url=base_url, viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page):
    return new_page()
