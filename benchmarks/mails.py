"""Sends 500 e-mails through a mail server that has everything wrong with it.

`python -m benchmarks.mails` queues them on SQLite and PostgreSQL and lets `manage.py tick --forever --lane mail` send
them, as a deployment does, but for a second instead of five minutes between two tries. The server greylists (each
address is refused once), breaks the connection at every 9th mail before it took it, at every 11th after it took it and
before it said so, at every 13th after it said so, and goes away for two seconds out of ten. Where the connection broke
before the server answered twice, nobody can know whether the mail arrived; it is not sent a third time, but given up
and shown to the curators. Exits with 1 where a mail is noted as sent, or still waits, that never arrived, or where one
arrives a third time.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress

from benchmarks.sites import ROOT, WORK, attack, empty_site, manage
from tests.mailserver import MailServer, Postmaster

QUEUE = """
from accounts.mail import queue_mail
for number in range({mails}):
    queue_mail("password_changed", f"person{{number}}@example.org", "en")
"""
# Prints address -> state, by the names of post_office.
STATES = """
import json
from post_office.models import Email
print(json.dumps({mail.to[0]: mail.get_status_display() for mail in Email.objects.all()}))
"""
PRESENT, AWAY = 8, 2  # seconds
MOODS = {9: "dies", 11: "goes silent", 13: "hangs up"}  # at every so manieth mail
LONGEST = 600  # seconds: after the server was away the queue waits for the next minute


class WorstPostmaster(Postmaster):
    """Refuses every address once, and changes its mood from mail to mail."""

    def __init__(self):
        super().__init__()
        self.greylist, self.begun, self.moods = set(), 0, Counter()

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.mood = "well" if address in self.greylist else "busy"
        self.greylist.add(address)
        self.moods["greylisted"] += self.mood == "busy"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        self.begun += 1
        self.mood = next((mood for each, mood in MOODS.items() if self.begun % each == 0), "well")
        self.moods[self.mood] += self.mood != "well"
        return await super().handle_DATA(server, session, envelope)


def states(environment):
    return json.loads(manage(environment, "manage.py", "shell", "-c", STATES).splitlines()[-1])


def come_and_go(server, environment):
    """Let the server be there and away in turn until nothing waits any more; returns how often it was away."""
    give_up_at, times = time.monotonic() + LONGEST, 0
    while time.monotonic() < give_up_at:
        server.start()
        time.sleep(PRESENT)
        if not {"queued", "requeued"} & set(states(environment).values()):
            break
        server.stop()
        times += 1
        time.sleep(AWAY)
    return times


def measure(title, make, redis, options):
    """Print what became of the mails on one database; returns whether each arrived, and none a third time."""
    server = MailServer()
    server.postmaster = WorstPostmaster()
    log = WORK / f"mails-{title.lower()}.log"
    with make("mails") as url:
        settings = {
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings_of_mail",
            "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
        }
        environment = empty_site(url, redis, **settings)
        manage(environment, "manage.py", "shell", "-c", QUEUE.format(mails=options.mails))
        start = time.monotonic()
        with log.open("w") as file:
            command = [sys.executable, "manage.py", "tick", "--forever", "--lane", "mail"]
            sender = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=file, stdout=file)
            try:
                times_away = come_and_go(server, environment)
            finally:
                sender.terminate()
                with suppress(subprocess.TimeoutExpired):
                    sender.wait(30)
                server.stop()
        seconds, noted = time.monotonic() - start, states(environment)
    arrived = Counter(server.recipients)
    once, twice = (sum(number == times for number in arrived.values()) for times in (1, 2))
    more = sum(number > 2 for number in arrived.values())
    never = Counter(noted[address] for address in noted if address not in arrived)
    print(
        f"{title}: {options.mails} e-mails in {seconds:.0f} s; the server was away {times_away} times and was"
        f" {dict(server.postmaster.moods)}; arrived once {once}, twice {twice}, more often {more};"
        f" never, by what is noted: {dict(never)}; noted in all: {dict(Counter(noted.values()))}.",
        flush=True,
    )
    return not (never.keys() - {"failed"} or more)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=500)
    attack(parser, measure)


if __name__ == "__main__":
    main()
