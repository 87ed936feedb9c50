import logging
import signal
import threading

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from operations.models import JobOutcome
from operations.running import run_now, stopping, tick
from operations.scheduling import LANES, declared_jobs

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 2
# While the database is away.
SECONDS_AFTER_A_FAULT = 30


class Command(BaseCommand):
    help = (
        "Run the jobs that are due, each on one host at a time. Call it every minute, or let it run --forever. "
        "SIGTERM ends it after the job that it is at; a job that is killed is run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--forever", action="store_true", help="look every few seconds until SIGTERM or SIGINT")
        parser.add_argument("--lane", choices=LANES, help="only the jobs of this lane (mail: what sends e-mails)")
        parser.add_argument("--job", metavar="NAME", help="run this job now, due or not")

    def handle(self, *, forever, lane, job, **options):
        stopping.clear()
        numbers = (signal.SIGTERM, signal.SIGINT)
        before = [signal.signal(number, lambda *_: stopping.set()) for number in numbers]
        lanes = (lane,) if lane else LANES
        try:
            if job:
                self._run_now(job)
            elif forever:
                run_lanes(lanes)
            else:
                for name, outcome in tick(lanes).items():
                    self.stdout.write(f"{name}: {outcome}")
        finally:
            for number, handler in zip(numbers, before, strict=True):
                signal.signal(number, handler)

    def _run_now(self, name):
        if name not in declared_jobs():
            raise CommandError(f"There is no job {name}. The jobs are: {', '.join(sorted(declared_jobs()))}.")
        outcome = run_now(name)
        if outcome is None:
            raise CommandError(f"The job {name} is running elsewhere.")
        if outcome == JobOutcome.FAILED:
            raise CommandError(f"The job {name} failed; the log says why.")
        self.stdout.write(f"{name}: {outcome}")


def run_lanes(lanes):
    """Run the jobs of each lane in a thread of its own, until `stopping` is set."""
    threads = [threading.Thread(target=run_lane, args=[lane]) for lane in lanes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_lane(lane):
    pause = 0
    while not stopping.wait(pause):
        pause = SECONDS_BETWEEN_LOOKS
        try:
            tick([lane])
        except Exception:
            logger.exception("The jobs that are due cannot be read; trying again.")
            pause = SECONDS_AFTER_A_FAULT
        finally:
            close_old_connections()
