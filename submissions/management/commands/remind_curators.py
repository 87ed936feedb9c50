from django.core.management.base import BaseCommand

from submissions.actions import remind_curators


class Command(BaseCommand):
    help = "Send every curator one e-mail while something awaits a decision. Run it daily; twice a day does no harm."

    def handle(self, **options):
        self.stdout.write(f"Curators reminded: {remind_curators()}.")
