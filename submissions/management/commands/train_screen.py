from django.core.management.base import BaseCommand

from submissions.actions import judge_again
from submissions.learning import train


class Command(BaseCommand):
    help = "Lets the spam filter learn from what curators decided. Run it every night; twice does no harm."

    def handle(self, **options):
        learned, spam, honest = train()
        self.stdout.write(
            f"Learned {len(learned.words)} words from the shipped examples, {spam} of spam and {honest} approved."
        )
        self.stdout.write(f"Judged again what waits: {judge_again()} changed.")
