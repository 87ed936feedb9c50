"""Measures how many edits of projects 1, 5 and 20 processes store a second that write at the same moment.

`DATABASE_URL=… python -m benchmarks.writers` prints a table. The database may be empty: it gets the data that ships.
Each process edits projects of its own, which share themes, cities and organisations with those of the others.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django's models can be imported only now
from django.db import DatabaseError  # noqa: E402

from projects.actions import save_project  # noqa: E402
from projects.models import Project  # noqa: E402

WRITERS = (1, 5, 20)


def write(number, of, seconds):
    """Edit every one of so many projects again and again, once the standard input says so; print how many edits failed,
    and how long each of those took that were stored, in milliseconds.
    """
    own = list(Project.objects.order_by("pk"))[number::of]
    print("ready", flush=True)
    sys.stdin.readline()
    ends = time.monotonic() + seconds
    failed, took, round_ = 0, [], 0
    while time.monotonic() < ends:
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
    call = [sys.executable, "-m", "benchmarks.writers", "--of", str(writers), "--seconds", str(seconds), "--number"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen([*call, str(number)], **pipes) for number in range(writers)]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("begin\n")
        process.stdin.flush()
    answers = [list(map(int, process.communicate()[0].split())) for process in processes]
    took = [milliseconds for _failed, *rest in answers for milliseconds in rest]
    last = statistics.quantiles(took, n=20)[-1]
    return len(took) / seconds, sum(answer[0] for answer in answers), statistics.median(took), last


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10)
    for name, kind in (("--number", int), ("--of", int)):
        parser.add_argument(name, type=kind, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.number is not None:
        write(options.number, options.of, options.seconds)
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
