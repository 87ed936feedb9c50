"""Measures how many edits of projects 1, 5 and 20 processes store a second that write at the same moment.

`DATABASE_URL=… python -m benchmarks.writers` prints a table. The database may be empty: it gets the data that ships.
Each process edits projects of its own, which share themes, cities and organisations with those of the others.
"""

import argparse
import statistics
import subprocess
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django's models can be imported only now
from django.db import DatabaseError  # noqa: E402

from projects.actions import save_project  # noqa: E402
from projects.models import Project  # noqa: E402

WRITERS = (1, 5, 20)


def write(number, of, begin, seconds):
    """Edit every one of so many projects again and again; print how many edits were stored, failed, and how long
    each took in milliseconds.
    """
    own = list(Project.objects.order_by("pk"))[number::of]
    time.sleep(max(0, begin - time.time()))
    failed, took, round_ = 0, [], 0
    while time.time() < begin + seconds:
        project = own[round_ % len(own)]
        round_ += 1
        project.sources = f"Edit {round_} of writer {number}"
        started = time.perf_counter()
        try:
            save_project(project)
        except DatabaseError:
            failed += 1
        else:
            took.append(round((time.perf_counter() - started) * 1000))
    print(failed, *took)


def measure(writers, seconds):
    """Return (edits a second, failed, milliseconds of the median and of the slowest twentieth)."""
    begin = time.time() + 2 + writers / 2  # until all have started
    call = [sys.executable, "-m", "benchmarks.writers", "--of", str(writers), "--begin", str(begin)]
    call += ["--seconds", str(seconds), "--number"]
    processes = [subprocess.Popen([*call, str(n)], stdout=subprocess.PIPE, text=True) for n in range(writers)]
    answers = [list(map(int, process.communicate()[0].split())) for process in processes]
    took = [milliseconds for _failed, *rest in answers for milliseconds in rest]
    last = statistics.quantiles(took, n=20)[-1]
    return len(took) / seconds, sum(answer[0] for answer in answers), statistics.median(took), last


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5)
    for name, kind in (("--number", int), ("--of", int), ("--begin", float)):
        parser.add_argument(name, type=kind, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.number is not None:
        write(options.number, options.of, options.begin, options.seconds)
        return
    call_command("migrate", verbosity=0)
    if not Project.objects.exists():
        call_command("load_shipped_data", verbosity=0)
    print("| writers | edits a second | failed | median / p95 ms |\n| ---: | ---: | ---: | ---: |")
    for writers in WRITERS:
        rate, failed, median, slow = measure(writers, options.seconds)
        print(f"| {writers} | {rate:.1f} | {failed} | {median:.0f} / {slow:.0f} |", flush=True)


if __name__ == "__main__":
    main()
