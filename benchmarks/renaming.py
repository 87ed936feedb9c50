"""How long others wait who write while the theme with most entries gets another name.

    DATABASE_URL=postgres://…/name python -m benchmarks.renaming --fill 6000
    DATABASE_URL=postgres://…/name python -m benchmarks.renaming --at-once

--fill: first fill the (migrated, empty) database with so many projects. --at-once: in one transaction, as it was before
the work was cut into portions.
"""

import argparse
import os
import sys
import threading
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402

from benchmarks.fill import fill  # noqa: E402
from entries import indexing  # noqa: E402
from entries.actions import save_tag  # noqa: E402
from entries.models import DirectoryVersion  # noqa: E402
from operations.turns import turn  # noqa: E402
from taxonomy.models import Theme  # noqa: E402

PAUSE = 0.02  # seconds between two writes of somebody else


def write_until(done, waits):
    """Move the directory version on again and again, as every action does, and note how long each turn took."""
    while not done.is_set():
        begun = time.perf_counter()
        with turn():
            DirectoryVersion.move_on()
        waits.append(time.perf_counter() - begun)
        time.sleep(PAUSE)
    connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fill", type=int, default=0, metavar="N")
    parser.add_argument("--at-once", action="store_true")
    options = parser.parse_args()
    if options.fill:
        fill(options.fill)
    if options.at_once:
        indexing.PORTION = sys.maxsize
    theme = Theme.objects.annotate(number=Count("items")).order_by("-number").first()
    waits, done = [], threading.Event()
    other = threading.Thread(target=write_until, args=[done, waits])
    other.start()
    begun = time.perf_counter()
    theme.name_en = f"{theme.name_en} anew"
    save_tag(theme)
    took = time.perf_counter() - begun
    done.set()
    other.join()
    print(f"{theme.number} entries: {took:.2f} s; others waited {max(waits):.2f} s at most, {len(waits)} writes")


if __name__ == "__main__":
    main()
