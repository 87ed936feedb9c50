from django.core.management.base import BaseCommand

from submissions.learning import train


class Command(BaseCommand):
    help = "Lets the screen against spam learn from what curators decided. Run it every night; twice does no harm."

    def handle(self, **options):
        learned, spam, honest = train()
        self.stdout.write(
            f"Learned {learned.vocabulary} words from the shipped examples, {spam} decided as spam and {honest} approved."
        )
