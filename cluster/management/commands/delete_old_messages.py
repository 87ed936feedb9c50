from django.core.management.base import BaseCommand

from cluster.contact import delete_spam


class Command(BaseCommand):
    help = "Delete messages of the contact form that have been spam for 30 days."

    def handle(self, **options):
        self.stdout.write(f"Deleted: {delete_spam()} spam.")
