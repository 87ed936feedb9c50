from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from submissions.actions import set_intake
from submissions.models import Intake, Submission

# What is typed -> the state that it leads to, None where it stays.
STATES = {"open": Intake.State.OPEN, "pause": Intake.State.PAUSED, "status": None}


def date_of(text):
    """Return the date of "2026-03-01". Raises ValueError on anything else."""
    return date.fromisoformat(text)


class Command(BaseCommand):
    help = "Open or pause the intake of new projects and organisations, or say how things are (“status”)."

    def add_arguments(self, parser):
        parser.add_argument("state", nargs="?", default="status", choices=STATES)
        parser.add_argument("--message", help="what visitors read, in English; “” for the site's own words")
        parser.add_argument("--until", type=date_of, metavar="DATE", help="expected reopening, such as 2026-03-01")

    def handle(self, *, state, message, until, **options):
        if STATES[state] is None:
            if message is not None or until:
                raise CommandError("--message and --until go with “open” or “pause”.")
            return self.say(Intake.current())
        if until and (STATES[state] == Intake.State.OPEN or until <= timezone.localdate()):
            raise CommandError("--until goes with “pause”, and takes a day that is still to come.")
        fields = {} if message is None else {"message_en": message}
        if STATES[state] == Intake.State.PAUSED:
            fields["reopens_on"] = until
        intake = set_intake(state=STATES[state], reason="manage.py intake", **fields)
        return self.say(intake)

    def say(self, intake):
        until = f", reopening expected on {intake.reopens_on:%Y-%m-%d}" if intake.reopens_on else ""
        queue, held = Submission.objects.queue(), Submission.objects.held()
        self.stdout.write(f"{intake}{until}.")
        self.stdout.write(
            f"Waiting for a curator: {queue.unsuspicious().count()}, suspicious: {queue.suspicious().count()}, "
            f"kept until it reopens: {held.count()}."
        )
