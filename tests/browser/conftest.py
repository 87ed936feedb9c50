"""The real site for a real browser: what ships, served by gunicorn in production settings, as `make serve` does."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from operations.moving.copying import copy_database
from operations.moving.databases import settings_of
from tests.commands import commands
from tests.mailserver import MailServer
from tests.migrated import migrated_template

ROOT = Path(settings.BASE_DIR)
MOST_SECONDS_TO_START = 60


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory, migrated_file, django_db_blocker):
    """The address of a database with nothing in it, of the kind that the tests run on; removed afterwards."""
    dsn = os.environ.get("DATABASE_URL", "")
    if not dsn.startswith("postgres"):
        yield f"sqlite:///{shutil.copy(migrated_file, tmp_path_factory.mktemp('site') / 'db.sqlite3')}"
        return
    name = f"test_site_{secrets.token_hex(4)}"
    with django_db_blocker.unblock():
        template = migrated_template()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        yield re.sub(r"/[^/?]*(\?.*)?$", rf"/{name}\1", dsn)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def database_of_the_site(empty_database, shipped_file, django_db_blocker):
    """The address of a database with all that ships."""
    if empty_database.startswith("sqlite"):
        shutil.copy(shipped_file, empty_database.removeprefix("sqlite:///"))
    else:
        with django_db_blocker.unblock():
            copy_database(settings_of(f"sqlite:///{shipped_file}"), settings_of(empty_database))
    return empty_database


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


@pytest.fixture(scope="session")
def site(environment):
    """The address of the running site, such as "http://127.0.0.1:40123"."""
    address = environment["SITE_URL"]
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
    with commands(environment) as start:

        def run(*arguments, **variables):
            assert start(*arguments, **variables).wait() == 0, arguments

        yield run


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
