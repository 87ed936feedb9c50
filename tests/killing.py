"""What ends processes in the middle: commands that run by themselves, and a real mail server that kills who sends."""

import os
import secrets
import signal
import socket
from collections import Counter

import pytest
from aiosmtpd.controller import Controller

from tests.commands import commands

MOST_SECONDS = 600
CLAIMS_RUN_OUT = """
from django.utils import timezone
from post_office.models import STATUS, Email
print(Email.objects.exclude(status=STATUS.sent).update(scheduled_time=timezone.now()))
"""


class Mailbox:
    """Takes every mail, and kills its sender at some of them: the server has it, and the sender does not know.

    kills_at: the numbers of these mails, counted from 1; victim: the sender, a Command.
    """

    def __init__(self):
        self.received, self.number, self.victim, self.kills_at = Counter(), 0, None, set()

    async def handle_DATA(self, server, session, envelope):
        self.received.update(envelope.rcpt_tos)
        self.number += 1
        if self.number in self.kills_at:
            os.kill(self.victim.pid, signal.SIGKILL)
        return "250 OK"


@pytest.fixture
def mailbox():
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        box.port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def start(empty_database, mailbox, tmp_path):
    """Return a function that starts a Command of manage.py, with an empty database and the mail server."""
    environment = os.environ | {
        "SECRET_KEY": secrets.token_hex(),
        "DATABASE_URL": empty_database,
        "CACHE_URL": "locmemcache://",
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "SITE_URL": "http://127.0.0.1:8000",
        # It is the sender that is killed here, not the database; not waiting for the disk saves a minute.
        "PGOPTIONS": "-c synchronous_commit=off",
        "PYTHONWARNINGS": "ignore",
    }
    with commands(environment) as start_command:
        started = []

        def run(*arguments):
            started.append(start_command(*arguments, path=tmp_path / f"printed-{len(started)}"))
            return started[-1]

        yield run
        for command in started:
            command.kill()


@pytest.fixture
def shell(start):
    return lambda code: start("shell", "--verbosity", "0", "-c", code)


def finished(command):
    """Return what a command printed, once it has ended without an error."""
    assert command.wait(MOST_SECONDS) == 0
    return command.printed()


def ended_by_the_kill(command):
    return command.wait(MOST_SECONDS) == -signal.SIGKILL
