"""Many subscribers, a real mail server, and a sender that is killed in the middle.

400 by default; `SUBSCRIBERS=5000 pytest tests/newsletter/test_sending.py` for more.
"""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SUBSCRIBERS = int(os.environ.get("SUBSCRIBERS", "400"))
KILLED_AT = SUBSCRIBERS * 3 // 10  # before the sender hears that the server took this mail
KILLED_AFTER = SUBSCRIBERS * 6 // 10  # wherever the sender is at that moment
MOST_SECONDS = 600

PREPARE = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from newsletter.actions import save_issue, schedule
from newsletter.models import Issue, Subscriber
now = timezone.now()
Subscriber.objects.bulk_create(
    Subscriber(
        email=f"reader{{n}}@example.org", language=["en", "de", "fr", "ar", "uk"][n % 5], asked_in="en", wording="test",
        state="confirmed", request=None, confirmed_at=now,
    )
    for n in range({SUBSCRIBERS})
)
texts = {{f"text_{{code}}": "# News\\n\\nSomething *new*." for code in ["en", "de", "fr", "ar", "uk"]}}
schedule(save_issue(Issue(slug="news", title_en="News", **texts)), by=None)
"""
# By the process that sees them, as any other would hear of it when all are queued.
KILL_WHEN_SOME_ARE_QUEUED = """
import subprocess, sys, time
from newsletter.models import Delivery
queueing = subprocess.Popen([sys.executable, "manage.py", "send_newsletter"])
while not Delivery.objects.exists():
    time.sleep(0.01)
queueing.kill()
print(queueing.wait(), Delivery.objects.count())
"""
CLAIMS_RUN_OUT = """
from django.utils import timezone
from post_office.models import STATUS, Email
print(Email.objects.exclude(status=STATUS.sent).update(scheduled_time=timezone.now()))
"""
STATE = """
import json
from django.core.management import call_command
call_command("send_newsletter", verbosity=0)
from django.db.models import Count
from newsletter.models import Delivery, Issue
issue = Issue.objects.get()
deliveries = dict(Delivery.objects.order_by().values_list("state").annotate(Count("pk")))
print(json.dumps({"state": issue.state, "recipients": issue.recipients, "deliveries": deliveries}))
"""


class Mailbox:
    """Takes every mail, and kills its sender at one of them: the server has it, and the sender does not know."""

    def __init__(self):
        self.received, self.number, self.victim = Counter(), 0, None

    async def handle_DATA(self, server, session, envelope):
        self.received.update(envelope.rcpt_tos)
        self.number += 1
        if self.number == KILLED_AT:
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
        command = [sys.executable, "manage.py", *arguments]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
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


def test_all_subscribers_get_it_once_and_only_a_mail_in_flight_at_a_kill_twice(start, shell, mailbox, capsys):
    finished(shell(PREPARE))

    ended, queued = map(int, finished(shell(KILL_WHEN_SOME_ARE_QUEUED)).split())
    assert ended == -signal.SIGKILL
    assert 0 < queued < SUBSCRIBERS
    finished(start("send_newsletter"))

    mailbox.victim = start("send_queued_mail")
    assert ended_by_the_kill(mailbox.victim)
    mailbox.victim = start("send_queued_mail")
    while mailbox.number < KILLED_AFTER and mailbox.victim.poll() is None:
        time.sleep(0.02)
    mailbox.victim.kill()
    assert ended_by_the_kill(mailbox.victim)

    finished(start("send_queued_mail"))
    in_doubt = int(finished(shell(CLAIMS_RUN_OUT)))
    finished(start("send_queued_mail"))
    state = json.loads(finished(shell(STATE)))

    times = Counter(mailbox.received.values())
    with capsys.disabled():
        print(
            f"\n{len(mailbox.received)} of {SUBSCRIBERS} subscribers got it, in {mailbox.number} mails: "
            f"{times[1]} once, {times[2]} twice; {in_doubt} were in flight when their sender was killed."
        )
    assert mailbox.received.keys() == {f"reader{number}@example.org" for number in range(SUBSCRIBERS)}
    assert set(times) == {1, 2}
    assert 1 <= times[2] <= in_doubt <= 2
    assert state == {"state": "sent", "recipients": SUBSCRIBERS, "deliveries": {"sent": SUBSCRIBERS}}
