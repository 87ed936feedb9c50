from django.core.management.base import BaseCommand

from cluster.contact import delete_answered_messages, delete_spam_messages
from cluster.terms import ANSWERED_FOR
from screening.terms import SPAM_FOR


class Command(BaseCommand):
    help = (
        f"Delete messages of the contact form that were answered more than {ANSWERED_FOR.days} days ago, "
        f"or have been spam for {SPAM_FOR.days} days."
    )

    def handle(self, **options):
        self.stdout.write(f"Deleted: {delete_answered_messages()} answered, {delete_spam_messages()} spam.")
