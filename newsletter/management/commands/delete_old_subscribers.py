from django.core.management.base import BaseCommand

from newsletter.actions import delete_old_subscribers


class Command(BaseCommand):
    help = "Delete subscribers who did not confirm within 14 days, and those who left or were paused three years ago."

    def handle(self, **options):
        self.stdout.write(f"Deleted: {delete_old_subscribers()} subscribers.")
