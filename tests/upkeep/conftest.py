import asyncio
from functools import wraps

import pytest

from tests.browser.conftest import empty_database  # noqa: F401 - a fixture
from tests.killing import mailbox, shell, start  # noqa: F401 - fixtures


@pytest.fixture(autouse=True)
def loops_beside_that_of_a_browser(monkeypatch):
    """A browser of another test may have left its event loop running in this thread, where none else could begin.

    It is out of the way only while another one runs: Django keeps one connection to the database for code in a loop
    and another one for the rest.
    """

    def alone(run):
        @wraps(run)
        def run_alone(*arguments, **options):
            running = asyncio._get_running_loop()
            asyncio._set_running_loop(None)
            try:
                return run(*arguments, **options)
            finally:
                asyncio._set_running_loop(running)

        return run_alone

    monkeypatch.setattr(asyncio, "run", alone(asyncio.run))
    monkeypatch.setattr(asyncio.Runner, "run", alone(asyncio.Runner.run))
    monkeypatch.setattr(asyncio.Runner, "close", alone(asyncio.Runner.close))
