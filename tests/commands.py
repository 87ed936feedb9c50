"""Commands of manage.py beside the tests, each in a fork of one process that has imported everything.

That spares most of the time of each. As a program it reads lines of JSON, [arguments, {name: value} for the
environment, path of a file for what is printed or null], and answers each with two lines: the number of the process,
and, once that has ended, its status as subprocess has it.
"""

import json
import os
import select
import signal
import subprocess
import sys
import traceback
from contextlib import contextmanager, suppress

import django
from django.conf import settings
from django.core.management import call_command


class Command:
    """A command that runs. pid: the number of its process; returncode: None until it is known to have ended."""

    def __init__(self, lines, path):
        self.lines, self.path, self.returncode = lines, path, None
        self.pid = int(lines.readline())

    def poll(self):
        """Return the status it ended with, or None."""
        if self.returncode is None and select.select([self.lines], [], [], 0)[0]:
            self.returncode = int(self.lines.readline())
        return self.returncode

    def wait(self, timeout=None):
        """Return the status it ends with; raises subprocess.TimeoutExpired after so many seconds."""
        if self.returncode is None and not select.select([self.lines], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(self.path or "", timeout)
        return self.poll()

    def kill(self):
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def printed(self):
        """Return what it printed until now."""
        return self.path.read_text()


@contextmanager
def commands(environment):
    """Yield a function that starts a command in such an environment, once the one before it has ended.

    arguments: of manage.py; path: where what it prints goes, to the standard error without; variables: more of its
    environment. It returns a Command.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.commands"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Read line by line, so that what has come can be waited for.
        bufsize=0,
    ) as process:
        started = []

        def start(*arguments, path=None, **variables):
            # What it is still to be told of the one before would be taken for the number of this one.
            for command in started:
                command.wait()
            process.stdin.write(json.dumps([arguments, variables, path and str(path)]).encode() + b"\n")
            started[:] = [Command(process.stdout, path)]
            return started[0]

        yield start
        process.stdin.close()


def run(arguments, variables, path):
    """Run a command in a fork of this process; print its number and its status."""
    child = os.fork()
    if child:
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        return
    status = 1
    try:
        printed = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC) if path else sys.stderr.fileno()
        os.dup2(printed, sys.stdout.fileno())
        os.environ.update(variables)
        call_command(*arguments)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
    django.setup()
    # Once for all of them; it also imports the addresses and their views.
    call_command("check", stdout=sys.stderr)
    for line in sys.stdin:
        run(*json.loads(line))
