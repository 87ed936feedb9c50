from django.core.management.base import BaseCommand

from cluster.contact import delete_spam_messages
from screening.terms import SPAM_FOR


class Command(BaseCommand):
    help = f"Delete messages of the contact form that have been spam for {SPAM_FOR.days} days."

    def handle(self, **options):
        self.stdout.write(f"Deleted: {delete_spam_messages()} spam.")
