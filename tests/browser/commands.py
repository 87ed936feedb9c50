"""Runs commands of manage.py, each in a fork of one process that has imported everything: that spares most of the time.

Reads lines of JSON, [arguments, {name: value} for the environment], and answers each with a line: the status it ended
with. What a command prints goes to the standard error.
"""

import json
import os
import sys

import django
from django.core.management import execute_from_command_line


def run(arguments, variables):
    """Run a command in a fork; return the status it ended with."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 1
    try:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        os.environ.update(variables)
        execute_from_command_line(["manage.py", *arguments])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
    django.setup()
    for line in sys.stdin:
        print(run(*json.loads(line)), flush=True)
