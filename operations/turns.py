"""One writer at a time: whatever writes into the directory takes its turn first, and no other lock before it.

docs/decisions/turns.md says why, and what it costs.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

# Seconds that a writer waits for the others, and for any row. What SQLite's wait stands in operations/addresses.py.
PATIENCE = 10
# Seconds that one turn of many is to take, and that others then have to begin theirs: SQLite looks ten times a second.
PORTION = 0.4
PAUSE = 0.15
# Any number, the same in all releases on all hosts; what else takes advisory locks of a database has another one.
KEY = int.from_bytes(b"dsi turn", "big")
# SQLSTATE of a serialisation failure, a deadlock, and a lock that was waited for in vain.
IN_THE_WAY = {"40001", "40P01", "55P03"}
SQLITE_IN_THE_WAY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class _Mine(threading.local):
    """has_turn: whether this thread is the one that writes; written: how many of its turns were stored."""

    has_turn = False
    written = 0


_mine = _Mine()


@contextmanager
def turn() -> Iterator[None]:
    """Do what stands inside in one transaction that begins when no other writer is at work.

    Inside of another turn it is a part of that. Raises RuntimeError inside of any other transaction, which may hold
    what the writer waits for; OperationalError, of which is_in_the_way() knows, where the others take too long.
    """
    if _mine.has_turn:
        with transaction.atomic():
            yield
        return
    before = _mine.written
    with transaction.atomic(durable=True):
        _wait()
        _mine.has_turn = True
        # First of all that follows once it is stored, as something of that may fail.
        transaction.on_commit(_count)
        try:
            yield
        finally:
            _mine.has_turn = False
    if _mine.written == before:  # In a test, whose own transaction is around it, nothing is ever stored.
        _count()


def writing(action: Callable[P, R]) -> Callable[P, R]:
    """Decorate what writes into the directory, so that each call is a turn() or a part of one."""

    @wraps(action)
    def in_turn(*args: P.args, **kwargs: P.kwargs) -> R:
        with turn():
            return action(*args, **kwargs)

    in_turn.is_writing = True  # type: ignore[attr-defined]
    return in_turn


def in_portions(steps: Iterable[Callable[[], object]], around: Callable[[], AbstractContextManager[object]]) -> None:
    """Take many steps in turns of about PORTION seconds, with a PAUSE between two in which others get theirs.

    around: is entered in each turn, before its first step, as others may have written since the last one. Inside of
    another turn all steps are a part of that. Raises what a step raises: its turn is undone, those before it stay.
    """
    left = iter(steps)
    step = next(left, None)
    longest = float("inf") if has_turn() else PORTION
    while step:
        with turn(), around():
            begun = time.monotonic()
            step()
            while (step := next(left, None)) and time.monotonic() - begun < longest:
                step()
        if step:
            time.sleep(PAUSE)


def has_turn() -> bool:
    """Return whether this thread writes at the moment."""
    return _mine.has_turn


def turns_written() -> int:
    """Return how many turns this thread has stored: where there is one more, what was done cannot be done over."""
    return _mine.written


def is_in_the_way(error: BaseException | None) -> bool:
    """Return whether an error says that another writer was in the way, so that the same may work a moment later."""
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    # The code of SQLite says more in its higher bytes.
    return (
        getattr(cause, "sqlstate", None) in IN_THE_WAY
        or getattr(cause, "sqlite_errorcode", 0) & 0xFF in SQLITE_IN_THE_WAY
    )


def _count() -> None:
    _mine.written += 1


def _wait() -> None:
    """Wait for the others. On SQLite a transaction begins only then anyway (`transaction_mode` in the settings)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(%s)", [f"{PATIENCE}s", KEY]
            )
