from django.core.management.base import BaseCommand, CommandError

from accounts.sending import is_stuck
from upkeep.actions import MailIsStuck, ask_those_due
from upkeep.asking import letters_due
from upkeep.terms import ANSWERED_WITHIN, ONE_MAIL_EVERY, REMINDED_AFTER

STUCK = "E-mails do not leave; nobody is asked until they do."


class Command(BaseCommand):
    help = (
        "Asks by e-mail whether entries are still correct that nobody has confirmed lately, those who know about them: "
        f"one e-mail a person, not within {ONE_MAIL_EVERY.days} days of another, with links that work for "
        f"{ANSWERED_WITHIN.days} days; reminders after {' and '.join(f'{span.days} days' for span in REMINDED_AFTER)}. "
        "ASKED_A_DAY limits how many leave daily."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only list who would be asked about what")

    def handle(self, *, dry_run, **options):
        if dry_run:
            for letter in letters_due():
                self.stdout.write(f"{letter.email} ({letter.language}): {', '.join(map(str, letter.entries))}")
            if is_stuck():
                self.stdout.write(STUCK)
            return
        try:
            self.stdout.write(f"Asked: {ask_those_due()}.")
        except MailIsStuck:
            raise CommandError(STUCK) from None
