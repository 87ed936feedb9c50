from django.core.management.base import BaseCommand

from newsletter.actions import delete_old_subscribers
from newsletter.terms import PROOF_FOR, UNCONFIRMED_FOR


class Command(BaseCommand):
    help = (
        f"Delete subscribers not confirmed within {UNCONFIRMED_FOR.days} days, and those unsubscribed or paused "
        f"{PROOF_FOR.days} days ago."
    )

    def handle(self, **options):
        self.stdout.write(f"Deleted: {delete_old_subscribers()} subscribers.")
