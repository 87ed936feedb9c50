import asyncio

import pytest


@pytest.fixture(autouse=True)
def no_loop_of_a_browser():
    """A browser of another test may have left its event loop running in this thread, where none else could begin."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)
