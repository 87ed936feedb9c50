from django.core.management.base import BaseCommand

from submissions.actions import delete_logos, delete_spam, delete_unconfirmed


class Command(BaseCommand):
    help = "Delete what nobody confirmed within 14 days, spam of more than 30 days, and pictures of forms never sent."

    def handle(self, **options):
        unconfirmed, spam, logos = delete_unconfirmed(), delete_spam(), delete_logos()
        self.stdout.write(f"Deleted: {unconfirmed} unconfirmed, {spam} spam, {logos} pictures.")
