import signal
import threading

from django.core.management.base import BaseCommand

from accounts.sending import send_queued


class Command(BaseCommand):
    """Takes the place of post_office's command of the same name, whatever calls it."""

    help = "Send the e-mails that are waiting. SIGTERM ends it after the e-mail that it is at."

    def handle(self, **options):
        stopped = threading.Event()
        before = signal.signal(signal.SIGTERM, lambda *_: stopped.set())
        try:
            result = send_queued(stopped.is_set)
        finally:
            signal.signal(signal.SIGTERM, before)
        if result.sent or result.failed:
            self.stdout.write(f"Sent: {result.sent}, failed: {result.failed}.")
