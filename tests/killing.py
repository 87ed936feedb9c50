"""What ends processes in the middle: commands that run by themselves, and a real mail server that kills who sends."""

import os
import secrets
import signal
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

MOST_SECONDS = 600
CLAIMS_RUN_OUT = """
from django.utils import timezone
from post_office.models import STATUS, Email
print(Email.objects.exclude(status=STATUS.sent).update(scheduled_time=timezone.now()))
"""


class Mailbox:
    """Takes every mail, and kills its sender at some of them: the server has it, and the sender does not know.

    kills_at: the numbers of these mails, counted from 1; victim: the sender, a process.
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
def start(empty_database, mailbox):
    """Return a function that starts manage.py in a process of its own, with an empty database and the mail server."""
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
    processes = []

    def run(*arguments):
        command, folder = [sys.executable, "manage.py", *arguments], Path(settings.BASE_DIR)
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        return process

    yield run
    for process in processes:
        if process.poll() is None:
            process.kill()
            process.wait()


@pytest.fixture
def shell(start):
    return lambda code: start("shell", "--verbosity", "0", "-c", code)


def finished(process):
    """Return what a process printed, once it has ended without an error."""
    printed, _nothing = process.communicate(timeout=MOST_SECONDS)
    assert process.returncode == 0
    return printed


def ended_by_the_kill(process):
    process.communicate(timeout=MOST_SECONDS)
    return process.returncode == -signal.SIGKILL
