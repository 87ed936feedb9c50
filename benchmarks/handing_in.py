"""Hands in 500 projects while a worker is killed every two seconds, and 100 more over connections that are cut.

`python -m benchmarks.handing_in` does so on SQLite and PostgreSQL, under the site's own gunicorn configuration. Whoever
gets no answer, or one of 500 and above, sends the same form again, as a person does. In the end each project has to be
there once, with one e-mail that asks to confirm it. Exits with 1 where one is lost or there twice.
"""

import argparse
import http.client
import json
import random
import re
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.sites import HOST, WORK, Server, attack, empty_site, manage

FORM = "/submit/project/"
# What a form is opened with, its stamp, comes from a short page: the long one costs the site more than taking it in.
OPENED = "/contact/"
LONGEST = 20  # seconds that an answer may take
MOST_TRIES = 40
REST = 0.2  # seconds before the same form is sent again
KILLED_EVERY = 2
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|opened)"[^>]*value="([^"]+)"')
# Prints how many submissions and e-mails to confirm there are, by address.
COUNT = """
import json
from collections import Counter
from post_office.models import Email
from submissions.models import Submission
mails = Counter(address for mail in Email.objects.all() for address in mail.to)
kept = Counter(Submission.objects.values_list("email", flat=True))
print(json.dumps({"kept": kept, "mails": mails}))
"""


@dataclass
class Sender:
    """Whoever hands in one project. tries: how often it was sent."""

    number: int
    port: int
    is_cut: bool
    acknowledged: bool = False
    tries: int = 0
    refused: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self.dice = random.Random(self.number)
        self.network = ".".join(str(self.dice.randrange(1, 255)) for _number in range(4))

    @property
    def email(self):
        return f"person{self.number}@storm{self.number % 20}.example"

    def hand_in(self):
        """Open the form, and send it until the site says that it is there."""
        form = self.until_answered(self.open_form)
        if self.is_cut:
            for _time in range(2):
                self.send_and_hang_up(*form)
        while self.tries < MOST_TRIES and not self.acknowledged:
            status, headers, _text = self.until_answered(lambda: self.send(*form))
            self.acknowledged = status == 302 and "/submit/sent/" in headers["Location"]
            if not self.acknowledged:
                self.refused[status] += 1
                time.sleep(REST)

    def until_answered(self, step):
        for _number in range(MOST_TRIES):
            try:
                answer = step()
            except (OSError, http.client.HTTPException):
                self.refused["no answer"] += 1
            else:
                if answer[0] < 500:
                    return answer
                self.refused[answer[0]] += 1
            time.sleep(REST)
        raise TimeoutError(f"{self.email} never got an answer.")

    def send(self, _status, body, cookies):
        self.tries += 1
        return self.ask("POST", body, cookies)

    def open_form(self):
        """Return the body of a form that is filled in, and the cookies that go with it, in the place of an answer."""
        status, headers, text = self.ask("GET", path=OPENED)
        if status != 200:
            return status, headers, text
        cookies = "; ".join(cookie.partition(";")[0] for cookie in headers.get_all("Set-Cookie", []))
        typed = dict(HIDDEN.findall(text)) | {
            "name": f"Lab {self.dice.randbytes(6).hex()}",
            "summary": "An app with which newcomers learn German together with their neighbours.",
            "website": f"https://lab-{self.number}.example",
            "country": "DE",
            "cities": "berlin",
            "themes": "language",
            "text_language": "en",
            "status": "active",
            "newcomer_led": "unknown",
            "email": self.email,
            "is_new": "1",
        }
        return 200, urlencode(typed), cookies

    def ask(self, method, body="", cookies="", path=FORM):
        """Return (status, headers, text) of an answer."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=LONGEST)
        try:
            connection.request(method, path, body or None, self.headers(cookies))
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def headers(self, cookies):
        form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies} if cookies else {}
        return {"X-Forwarded-For": self.network, **form}

    def send_and_hang_up(self, _status, body, cookies):
        """Send a part of the form or all of it, and cut the connection without waiting for the answer."""
        self.tries += 1
        lines = [f"{name}: {text}" for name, text in self.headers(cookies).items()]
        head = [f"POST {FORM} HTTP/1.1", f"Host: {HOST}:{self.port}", f"Content-Length: {len(body)}", *lines, "", ""]
        whole = "\r\n".join(head).encode() + body.encode()
        end = self.dice.choice(
            [len(whole), len(whole) - self.dice.randrange(1, len(body)), self.dice.randrange(len(whole))]
        )
        with socket.create_connection((HOST, self.port), timeout=LONGEST) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # cut, not closed
            sock.sendall(whole[:end])
            time.sleep(self.dice.choice([0, 0.01, 0.1]))


def kill_workers(server, is_over, killed):
    while not is_over.wait(KILLED_EVERY):
        server.kill_a_worker()
        killed.append(time.monotonic())


def report(title, what, senders, counted, seconds):
    """Print what became of the projects; returns whether each is there once."""
    kept = [counted["kept"].get(sender.email, 0) for sender in senders]
    mails = [counted["mails"].get(sender.email, 0) for sender in senders]
    refused = sum((sender.refused for sender in senders), Counter())
    tries = sum(sender.tries for sender in senders)
    print(
        f"{title}, {what}: {len(senders)} projects in {seconds:.0f} s, sent {tries} times;"
        f" acknowledged {sum(sender.acknowledged for sender in senders)}, there once {kept.count(1)},"
        f" lost {kept.count(0)}, there twice {sum(number > 1 for number in kept)};"
        f" one e-mail {mails.count(1)}, none {mails.count(0)}, several {sum(number > 1 for number in mails)};"
        f" answers that made somebody send again: {dict(refused) or 'none'}.",
        flush=True,
    )
    return set(kept) == set(mails) == {1} and all(sender.acknowledged for sender in senders)


def measure(title, make, redis, options):
    log = WORK / f"handing-in-{title.lower()}.log"
    with make("handing_in") as url:
        environment = empty_site(url, redis, BEHIND_PROXY="true", EMAIL_URL="dummymail://")
        manage(environment, "manage.py", "shell", "-c", "from tests.factories import *; make_city(), make_theme()")
        with Server(environment, workers=2, log=log) as server:
            crowd = [Sender(number, server.port, is_cut=False) for number in range(options.killed)]
            cut = [Sender(options.killed + number, server.port, is_cut=True) for number in range(options.cut)]
            is_over, killed, seconds = threading.Event(), [], []
            killer = threading.Thread(target=kill_workers, args=(server, is_over, killed))
            killer.start()
            for senders in (crowd, cut):
                start = time.monotonic()
                with ThreadPoolExecutor(options.clients) as pool:
                    list(pool.map(Sender.hand_in, senders))
                seconds.append(time.monotonic() - start)
                is_over.set()
                killer.join()
        counted = json.loads(manage(environment, "manage.py", "shell", "-c", COUNT).splitlines()[-1])
    what = f"a worker killed every {KILLED_EVERY} s ({len(killed)} times)"
    is_well = report(title, what, crowd, counted, seconds[0])
    return report(title, "connections cut", cut, counted, seconds[1]) and is_well


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--killed", type=int, default=500, help="projects handed in while workers are killed")
    parser.add_argument("--cut", type=int, default=100, help="projects handed in over connections that are cut")
    parser.add_argument("--clients", type=int, default=4)
    attack(parser, measure)


if __name__ == "__main__":
    main()
