"""How long what keeps entries true takes among very many of them, and how much memory.

`python -m benchmarks.upkeep --size 100000` fills a database with so many projects, each with a website of its own, and
with what upkeep knows of them; then it does each thing in a process of its own, on SQLite and PostgreSQL, and prints a
table. Exits with 1 where a target is missed.
"""

import argparse
import json
import os
import sys

from benchmarks.sites import attack, filled_site, manage

# Name in benchmarks.upkeep_world -> what is aimed at: the most seconds, and MB of the process (None: not minded).
PAGE, JOB = (1, None), (60, 150)
TARGETS = {
    "nothing, which is what a process takes by itself": (60, None),
    "find_duplicates": (300, 150),
    "start page of curators, after an edit": PAGE,
    "start page of curators, again": PAGE,
    "list: entries asked about in vain": PAGE,
    "list: what visitors said": PAGE,
    "list: links that lead nowhere": PAGE,
    "list: likely duplicates": PAGE,
    "list: not heard of for long": PAGE,
    "ask_entries --dry-run": JOB,
    "ask_entries": JOB,
    "watch_links: choosing, and noting what came of it": JOB,
    "count_freshness": JOB,
    "compare_derived": (60, None),
    "sitemap, all of it": JOB,
}


def do(environment, name):
    """Return the seconds that a thing takes in a process of its own, and the most MB that this one holds."""
    return json.loads(manage(environment, "-m", "benchmarks.upkeep_world", name).splitlines()[-1])


def verdict(seconds, memory, most_seconds, most_memory):
    """Return (whether a target is met, the target) of each that there is."""
    found = [(seconds < most_seconds, f"< {most_seconds} s")]
    return [*found, (memory < most_memory, f"< {most_memory} MB")] if most_memory else found


def measure(title, make, redis, options):
    """Print the table of one database; returns whether all targets are met."""
    with make(f"upkeep_{options.size}") as url:
        environment, _made = filled_site(url, redis, options.size)
        manage(environment, "-m", "benchmarks.upkeep_world", "ready")
        print(f"\n{title}, {options.size:,} projects and half as many organisations\n")
        return measure_all(environment, options.of)


def measure_all(environment, of):
    """Print the table of a site that is ready, of what has a text in its name; returns whether all targets are met."""
    print("| what | seconds | MB | target |\n| --- | ---: | ---: | --- |")
    well = True
    for name, targets in TARGETS.items():
        if of not in name:
            continue
        seconds, memory = do(environment, name)
        goals = verdict(seconds, memory, *targets)
        told = ", ".join(f"{'PASS' if met else 'MISS'} {goal}" for met, goal in goals)
        print(f"| {name} | {seconds:.2f} | {memory:.0f} | {told} |", flush=True)
        well = well and all(met for met, _goal in goals)
    return well


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000, help="projects")
    parser.add_argument("--of", default="", metavar="TEXT", help="only what has this in its name")
    parser.add_argument(
        "--ready", action="store_true", help="take the database of DATABASE_URL as it is, and fill none"
    )
    options, _rest = parser.parse_known_args()
    if options.ready:
        sys.exit(not measure_all(dict(os.environ), options.of))
    attack(parser, measure)


if __name__ == "__main__":
    main()
