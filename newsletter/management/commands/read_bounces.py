import mailbox

from django.core.management.base import BaseCommand, CommandError

from newsletter.bounces import read_mailbox
from newsletter.terms import HARD_BOUNCES_WITHIN, MOST_HARD_BOUNCES


class Command(BaseCommand):
    help = (
        "Note reports about e-mails that did not arrive, and take off the lists who asks for it by mail, from a "
        "mailbox file (mbox). Reading it again counts nothing "
        f"twice. An address reported as gone on {MOST_HARD_BOUNCES} days within {HARD_BOUNCES_WITHIN.days} days is "
        "paused."
    )

    def add_arguments(self, parser):
        parser.add_argument("mbox", help="path of the file")

    def handle(self, *, mbox, **options):
        try:
            counts = read_mailbox(mbox)
        except (OSError, mailbox.Error) as error:
            raise CommandError(f"{mbox} cannot be read: {error}") from error
        self.stdout.write(
            f"Reports: {counts['new']} new, {counts['known']} known already, "
            f"{counts['unknown']} about other addresses. Taken off a list: {counts['left']}. "
            f"Other e-mails: {counts['other']}."
        )
