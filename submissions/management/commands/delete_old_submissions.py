from django.core.management.base import BaseCommand

from submissions.actions import delete_logos, delete_sent_mails, delete_spam, delete_unconfirmed


class Command(BaseCommand):
    help = (
        "Delete what nobody confirmed within 14 days, spam of more than 30 days, pictures of forms never sent, and "
        "mails that went out more than a week ago."
    )

    def handle(self, **options):
        unconfirmed, spam, logos, mails = delete_unconfirmed(), delete_spam(), delete_logos(), delete_sent_mails()
        self.stdout.write(f"Deleted: {unconfirmed} unconfirmed, {spam} spam, {logos} pictures, {mails} sent mails.")
