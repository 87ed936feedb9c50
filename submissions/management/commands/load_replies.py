from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from submissions.loading import load_replies

FILE = Path(settings.BASE_DIR, "fixtures", "replies.toml")


class Command(BaseCommand):
    help = "Begins the curators' replies with those that ship. Where there are some, nothing is written."

    def handle(self, **options):
        self.stdout.write(f"Replies added: {load_replies(FILE)}.")
