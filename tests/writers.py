"""Watches which requests of a test write into the directory without having taken their turn."""

import re
from contextlib import contextmanager

from django.db import connection
from django.test import Client

from operations.turns import has_turn

APPS = "cluster|entries|newsletter|organisations|projects|screening|search|submissions|taxonomy|upkeep"
WRITES = re.compile(rf"""\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"(?:{APPS})_""")
LOCKS = re.compile(r"\sFOR\s(?:NO\sKEY\s)?UPDATE\b")
TABLE = re.compile(rf'"(?:{APPS})_')
# A picture is kept as soon as its form looks at it: a row of its own, of which nobody else knows.
OF_ITS_OWN = '"submissions_uploadedlogo"'


def is_for_a_turn(sql):
    """Say whether a statement writes into the directory, or locks a row of it."""
    # Looked for from the end: most statements are long, and lock nothing.
    end = sql.rfind(" FOR ")
    does = WRITES.match(sql) or (end > 0 and LOCKS.match(sql, end) and TABLE.search(sql, 0, end))
    return bool(does) and OF_ITS_OWN not in sql


@contextmanager
def watched_requests(monkeypatch):
    """Yield the list of statements that requests of the tests' browser write out of turn, to be read at the end."""
    out_of_turn, running = [], []

    def request(client, **environment):
        running.append(environment)
        try:
            return send(client, **environment)
        finally:
            running.pop()

    def note(execute, sql, params, many, context):
        if running and not has_turn() and is_for_a_turn(sql):
            out_of_turn.append(f"{running[-1].get('PATH_INFO')}: {sql[:200]}")
        return execute(sql, params, many, context)

    send = Client.request
    monkeypatch.setattr(Client, "request", request)
    with connection.execute_wrapper(note):
        yield out_of_turn
