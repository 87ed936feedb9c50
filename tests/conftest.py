"""What every test has: a cache and files of its own, and a Chromium with its own fonts where it is a `browser` test."""

import gc
import os
import sys
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connections
from django.template import Template
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from deploy.browser import BY_HAND, find_browser
from listing import lexicon
from tests.beginning import begin_again, note_beginning, what_is_committed_is_taken_back  # noqa: F401 - a fixture
from tests.mailserver import mail_server  # noqa: F401 - a fixture
from tests.migrated import begin_with_migrated_tables, migrated_file  # noqa: F401 - a fixture
from tests.shipped import shipped_file  # noqa: F401 - a fixture
from tests.writers import watched_requests

# Playwright runs an event loop in the thread of the test, in which Django would refuse to read the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NO_BROWSER = "no Chromium on this machine"
FONTS = Path(__file__).parent / "fonts"
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser):
    parser.addoption("--database", action="store_true", help="run those tests alone that ask the database")


def pytest_configure():
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    # Not what a site collected: WhiteNoise reads all of that anew for each client that a test makes.
    settings.STATIC_ROOT = settings.VAR_DIR / "tests" / "static"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    # Head and body of an answer are two packets, of which the second waits 40 ms until the browser notes the first.
    WSGIRequestHandler.disable_nagle_algorithm = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        # Nobody needs the tests' data after a crash, so no commit has to wait for the disk.
        database["OPTIONS"]["options"] = "-c synchronous_commit=off"


def asks_the_database(item, *, anywhere=False):
    """Say whether a test asks the database; anywhere: also one that gives the same answer on any."""
    fixtures = {"db", "transactional_db", "site"}
    asks = item.get_closest_marker("django_db") or fixtures & set(item.fixturenames)
    return bool(asks and (anywhere or not item.get_closest_marker("anywhere")))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Begin with the long ones. With --database, leave out those that give the same answer on any database."""
    items.sort(key=lambda item: not item.get_closest_marker("long"))
    if config.getoption("--database"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_the_database(item)])
        items[:] = filter(asks_the_database, items)


@pytest.fixture(scope="session")
def connections_of_the_tests():
    """The connections of this thread, by their alias."""
    return {alias: connections[alias] for alias in connections}


@pytest.fixture(scope="session")
def playwright(connections_of_the_tests, playwright):
    """Let the tests that come after the first browser go on with the connections of those before it.

    Its loop of events runs in their thread, and Django has other connections where one runs: those would still be open
    when the database of the tests is dropped.
    """
    for alias, connection in connections_of_the_tests.items():
        connections[alias] = connection
    return playwright


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    with django_db_blocker.unblock():
        begin_with_migrated_tables()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database begins as a real one does, with the lists that ship for the curators."""
    with django_db_blocker.unblock():
        call_command("load_blocked_domains", stdout=StringIO())
        call_command("load_replies", stdout=StringIO())
        note_beginning()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Let no test begin with what one before it could not take back."""
    if asks_the_database(item, anywhere=True):
        with item.config.stash[blocking_manager_key].unblock():
            begin_again()


def pytest_collection_finish(session):
    """Spare a run what takes time and finds nothing.

    Looking for garbage among all that was imported; and, without a test of Hypothesis, the second in which its plugin
    loads all of it for the summary.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    if "hypothesis" not in sys.modules:
        session.config.pluginmanager.unregister(name="hypothesispytest")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """Say in the last lines, below pytest's own, what was left out for want of a browser."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    number = sum(NO_BROWSER in str(report.longrepr) for report in reporter.stats.get("skipped", []))
    if number:
        reporter.write_line(f"{number} browser tests were skipped, as there is {NO_BROWSER}.", yellow=True)
        reporter.write_line(f"To run them: {BY_HAND}.", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def parts_untold(django_test_environment):
    """Keep the context of a part of a page once, and that of no control, where Django's client keeps each of them."""
    told = Template._render

    def render(template, context):
        names = context.render_context.dicts[0].setdefault("told", set())
        if template.name in names or (template.name or "").startswith("django/forms/widgets/"):
            return template.nodelist.render(context)
        names.add(template.name)
        return told(template, context)

    Template._render = render
    yield
    Template._render = told


@pytest.fixture(autouse=True)
def cache_of_its_own(settings):
    """A prefix rather than a clear, as tests that run at the same time may share one Redis."""
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}


@pytest.fixture(autouse=True)
def words_of_its_own(monkeypatch):
    """Versions of the directory begin anew in each test, and the words of another test would pass for those of this.

    The lexicon may stay, as it goes by what the words are as well, and is dear.
    """
    lexicon._kept.pop("state", None)
    monkeypatch.setattr("search.index._kept", {})
    monkeypatch.setattr("projects.suggestions._kept", {})
    monkeypatch.setattr("submissions.panels._kept", {})
    monkeypatch.setattr("taxonomy.vocabularies._kept", {})


@pytest.fixture(autouse=True)
def language_of_its_own():
    """A request in another language leaves it active in the thread, where the next factory would save names in it."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def files_of_the_tests(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def files_of_its_own(settings, files_of_the_tests):
    """A folder that whoever writes into it makes, as few tests do: thousands take long to make and longer to remove."""
    settings.VAR_DIR = files_of_the_tests / uuid4().hex
    settings.MEDIA_ROOT = settings.VAR_DIR / "media"


@pytest.fixture(autouse=True)
def writers_take_their_turn(monkeypatch):
    """No request of any test writes into the directory, or locks a row of it, before it has its turn."""
    with watched_requests(monkeypatch) as out_of_turn:
        yield
    assert out_of_turn == []


@pytest.fixture(scope="session")
def base_url():
    """None, as most tests name whole addresses; it stands in for that of pytest-playwright, which pytest warns of."""


@pytest.fixture(scope="session")
def environment_with_font(tmp_path_factory):
    """Return a function: name of a folder in tests/fonts -> the environment of a browser that has its fonts alone."""

    def environment(name):
        folder = tmp_path_factory.mktemp(f"font-{name}")
        configuration = folder / "fonts.conf"
        configuration.write_text(
            f"<fontconfig><dir>{FONTS / name}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>"
        )
        return os.environ | {"FONTCONFIG_FILE": str(configuration)}

    return environment


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, environment_with_font):
    executable = find_browser()
    if not executable:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    return browser_type_launch_args | {
        "executable_path": executable,
        "args": CHROMIUM_FLAGS,
        "env": environment_with_font("wide"),
    }


@pytest.fixture(scope="session")
def narrow_browser(launch_browser, environment_with_font):
    """A browser as `browser` is, which has a narrow font instead of a wide one."""
    browser = launch_browser(env=environment_with_font("narrow"))
    yield browser
    browser.close()
