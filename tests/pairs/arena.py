"""A database that threads really share, and two of them that begin at the same moment."""

import threading
from contextlib import contextmanager

from django.db import close_old_connections, connection, connections

LONGEST = 120  # seconds until a thread that hangs is given up


@contextmanager
def shared_database(folder):
    """Let the threads of in_threads() work on the tests' database; on SQLite on a copy of it in a file.

    That of the tests lies in memory there, where threads collide as they never do in a file.
    """
    if connection.vendor != "sqlite":
        yield
        return
    settings, file = connections.settings["default"], folder / "pairs.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    in_memory, settings["NAME"] = settings["NAME"], str(file)
    try:
        yield
    finally:
        settings["NAME"] = in_memory


def in_threads(*functions, longest=LONGEST):
    """Run functions at the same moment, each in a thread with a connection of its own; return what they return.

    longest: seconds until they are given up, None for never. Raises what one of them raises.
    """
    start, answers = threading.Barrier(len(functions)), {}

    def run(number, function):
        try:
            start.wait(LONGEST)
            answers[number] = function()
        except BaseException as error:
            answers[number] = error
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(functions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(longest)
    for number in range(len(functions)):
        if isinstance(answers.get(number), BaseException):
            raise answers[number]
    return [answers[number] for number in range(len(functions))]
