import mailbox

from django.core.management.base import BaseCommand, CommandError

from newsletter.bounces import read_mailbox


class Command(BaseCommand):
    help = (
        "Note the reports about mails that did not arrive from a mailbox file (mbox). Reading it again counts nothing "
        "twice. An address that there is no more on two days within 90 is paused."
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
            f"{counts['unknown']} about other addresses. Other mails: {counts['other']}."
        )
