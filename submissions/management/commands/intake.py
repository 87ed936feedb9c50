from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from submissions.actions import set_intake
from submissions.models import Intake


def day(text):
    """Return the date of "2026-03-01". Raises ValueError on anything else."""
    return date.fromisoformat(text)


class Command(BaseCommand):
    help = "Open or pause the intake of new projects and organisations. Without a word it says how things stand."

    def add_arguments(self, parser):
        parser.add_argument("state", nargs="?", choices=["open", "pause"])
        parser.add_argument("--message", help="what visitors read, in English; “” for the site's own words")
        parser.add_argument("--until", type=day, metavar="DATE", help="expected reopening, such as 2026-03-01")

    def handle(self, *, state, message, until, **options):
        if state is None:
            return self.say(Intake.current())
        if until and (state == "open" or until <= timezone.localdate()):
            raise CommandError("--until goes with “pause”, and takes a day that is still to come.")
        fields = {} if message is None else {"message_en": message}
        if state == "pause":
            fields["reopens_on"] = until
        intake = set_intake(state={"open": "open", "pause": "paused"}[state], reason="manage.py intake", **fields)
        return self.say(intake)

    def say(self, intake):
        until = f", reopening expected on {intake.reopens_on:%Y-%m-%d}" if intake.reopens_on else ""
        self.stdout.write(f"{intake}{until}.")
