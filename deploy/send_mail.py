"""Sends queued mail for as long as it runs: looks every few seconds, ends on SIGTERM or SIGINT.

For `make serve`; a deployment's timer calls `manage.py send_queued_mail` instead.
"""

import logging
import os
import signal
import sys
import threading
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dsi_directory.settings")
django.setup()

from django.conf import settings  # noqa: E402 - the settings can be read only now
from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connections  # noqa: E402

SECONDS_BETWEEN_LOOKS = 5


def main():
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    # Beside the data, as in the machine's temporary folder two directories would block each other.
    lock_file = settings.VAR_DIR / "send_queued_mail"
    while not stopped.wait(SECONDS_BETWEEN_LOOKS):
        try:
            call_command("send_queued_mail", lockfile=str(lock_file), log_level=1)
        except DatabaseError:
            logging.exception("The mail queue cannot be read; trying again.")
        connections.close_all()


if __name__ == "__main__":
    main()
