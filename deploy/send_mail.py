"""Queues newsletters and sends queued mail for as long as it runs; ends on SIGTERM or SIGINT, after the mail it is at.

For `make serve`; a deployment's timer may call `manage.py send_newsletter` and `manage.py send_queued_mail` instead.
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

from django.core.management import call_command  # noqa: E402 - the models can be imported only now
from django.db import connections  # noqa: E402

from accounts.sending import send_queued  # noqa: E402

SECONDS_BETWEEN_LOOKS = 5
# While the mail server is away.
SECONDS_TO_WAIT_FOR_IT = 60


def main():
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    pause = SECONDS_BETWEEN_LOOKS
    while not stopped.wait(pause):
        pause = SECONDS_BETWEEN_LOOKS
        try:
            call_command("send_newsletter", verbosity=0)
        except Exception:
            # Whatever is wrong with the newsletter: all other mail goes on.
            logging.exception("The newsletter cannot be queued; trying again.")
        try:
            if not send_queued(stopped.is_set).is_reachable:
                pause = SECONDS_TO_WAIT_FOR_IT
        except Exception:
            logging.exception("The mail queue cannot be read; trying again.")
        finally:
            connections.close_all()


if __name__ == "__main__":
    main()
