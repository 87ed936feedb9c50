"""How long the list of projects takes while eight clients try passwords, or send methods that no page has.

`python -m benchmarks.crowd` measures on SQLite and PostgreSQL, under the site's own configurations of nginx and
gunicorn, what a visitor waits for: a page that is kept, and one that nobody asked for before. Each client asks again as
soon as it is answered, or is told to wait: from one network, or from networks of their own and for accounts of their
own. Exits with 1 where the median is more than twice that of the quiet site.
"""

import argparse
import http.client
import re
import ssl
import statistics
import sys
import threading
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.proxies import proxy
from benchmarks.sites import HOST, WORK, Server, attack, filled_site

LIST = "/projects/"
LOG_IN = "/admin/login/"
MOST = 2  # times the quiet median
PAUSE = 0.08  # seconds between two pages of the visitor, whom the proxy shall not hold back
# Seconds between two requests of a client: all of this runs on one machine, and asking costs time as well.
BREATH = 0.02
VISITOR = "127.0.0.1"
OWN = ssl._create_unverified_context()  # noqa: S323 - the certificate is nobody's but its own
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def ask(connection, method, path, body=None, **headers):
    """Return (status, headers, text) of an answer on a kept connection."""
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read().decode("utf-8", "replace")


def connect(port, address):
    """Return a connection to the proxy that comes from an address of this machine."""
    return http.client.HTTPSConnection(HOST, port, timeout=60, context=OWN, source_address=(address, 0))


def try_passwords(connection, number):
    """Yield the statuses of one try after the other, each with another password."""
    _status, headers, page = ask(connection, "GET", LOG_IN)
    cookies = headers["Set-Cookie"].partition(";")[0]
    for tried in count():
        form = {
            "csrfmiddlewaretoken": TOKEN.search(page)[1],
            "username": f"curator{number}@example.org",
            "password": f"guess number {tried}",
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Origin": f"https://{HOST}"}
        yield ask(connection, "POST", LOG_IN, urlencode(form), **headers)[0]


def send_odd_methods(connection, number):
    while True:
        yield ask(connection, "PROPFIND", "/admin/projects/project/1/")[0]


ATTACKS = {
    "eight clients of one network try passwords": (try_passwords, lambda number: f"127.0.1.{number + 1}"),
    "eight clients of eight networks try passwords": (try_passwords, lambda number: f"127.1.{number}.1"),
    "eight clients send odd methods": (send_odd_methods, lambda number: f"127.0.2.{number + 1}"),
}


class Attack:
    """Eight clients, for a `with` block. statuses: of their answers."""

    def __init__(self, port, steps, address_of, clients):
        self.is_over, self.statuses = threading.Event(), []
        self.threads = [
            threading.Thread(target=self.run, args=(port, steps, number, address_of(number)))
            for number in range(clients)
        ]

    def run(self, port, steps, number, address):
        while not self.is_over.is_set():
            connection = connect(port, address)
            with suppress(OSError, http.client.HTTPException, TypeError, AttributeError):
                for status in steps(connection, number):
                    self.statuses.append(status)
                    if self.is_over.wait(BREATH):
                        break
            connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for thread in self.threads:
            thread.join()


def visit(port, seconds, new):
    """Return the medians in milliseconds of a page that is kept and of a new one. new: numbers not used before."""
    times = {"kept": [], "new": []}
    connection = connect(port, VISITOR)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for kind, path in (("kept", LIST), ("new", f"{LIST}?q=lab+{next(new)}")):
            start = time.perf_counter()
            status, _headers, _text = ask(connection, "GET", path)
            times[kind].append((time.perf_counter() - start) * 1000)
            if status != 200:
                sys.exit(f"{path} answered {status}.")
            time.sleep(PAUSE)
    connection.close()
    return {kind: statistics.median(each) for kind, each in times.items()}


def measure(title, make, redis, options):
    """Print the medians on one database; returns whether all are as they should be."""
    new, well, log = count(), True, WORK / f"crowd-{title.lower()}.log"
    with make("crowd") as url, TemporaryDirectory() as folder:
        site = {"BEHIND_PROXY": "true", "SITE_URL": f"https://{HOST}", "SECOND_FACTOR": "true"}
        environment, _addresses = filled_site(url, redis, 200, **site)
        with Server(environment, workers=2, log=log) as server, proxy(Path(folder), server.port) as (_http, port):
            visit(port, 2, new)
            quiet = visit(port, options.seconds, new)
            print(f"{title}, quiet: kept {quiet['kept']:.1f} ms, new {quiet['new']:.1f} ms", flush=True)
            for name, (steps, address_of) in ATTACKS.items():
                with Attack(port, steps, address_of, options.clients) as attacking:
                    time.sleep(1)
                    found = visit(port, options.seconds, new)
                times = {kind: median / quiet[kind] for kind, median in found.items()}
                statuses = {status: attacking.statuses.count(status) for status in sorted(set(attacking.statuses))}
                is_well = max(times.values()) <= MOST
                print(
                    f"{title}, {name} ({statuses}):"
                    f" kept {found['kept']:.1f} ms ({times['kept']:.1f} times), new {found['new']:.1f} ms"
                    f" ({times['new']:.1f} times) {'PASS' if is_well else 'MISS'}",
                    flush=True,
                )
                well = well and is_well
    return well


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=int, default=15, help="how long each is measured")
    attack(parser, measure)


if __name__ == "__main__":
    main()
