import json
import os
import subprocess
import sys
from argparse import SUPPRESS
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from screening.datasets import rows_of
from submissions.models import Submission
from submissions.replaying import COLUMNS, replay


class Command(BaseCommand):
    help = (
        "Hands in the texts of a file as confirmed submissions, in a database of its own that is thrown away, marks "
        "the first ones of each campaign as spam, and says where the others stand."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, help="JSON: a list of kind, name, summary, text, website, email, language"
        )
        parser.add_argument(
            "--decide", type=int, default=5, metavar="N", help="how many of each campaign; 5 if not said"
        )
        parser.add_argument("--seed", type=int, help="of the order; as in the file if not said")
        parser.add_argument("--here", action="store_true", help=SUPPRESS)

    def handle(self, *, file, decide, seed, here, **options):
        if here:
            return self.replay(file, decide, seed)
        with TemporaryDirectory() as folder:
            # Another process: what this one keeps of its database would be of the wrong one.
            own = {"DATABASE_URL": f"sqlite:///{folder}/replay.sqlite3", "CACHE_URL": "locmemcache://"}
            order = [] if seed is None else ["--seed", str(seed)]
            run = subprocess.run(  # noqa: S603 - our own command with our own arguments
                [
                    *(sys.executable, str(Path(settings.BASE_DIR, "manage.py")), "screen_replay", str(file.resolve())),
                    *("--here", "--decide", str(decide), *order),
                ],
                env=os.environ | own,
                capture_output=True,
                text=True,
                check=False,
            )
        if run.returncode:
            raise CommandError((run.stderr.strip().splitlines() or ["It did not end well."])[-1])
        self.stdout.write(run.stdout.rstrip())
        return None

    def replay(self, file, decide, seed):
        call_command("migrate", verbosity=0, interactive=False)
        if Submission.objects.exists():
            raise CommandError("This database is in use.")
        try:
            found = replay(rows_of(json.loads(file.read_text(encoding="utf-8"))), decide=decide, seed=seed)
        except (OSError, ValueError) as error:
            raise CommandError(f"{file.name} cannot be read: {error}") from error
        self.stdout.write(f"{'kind':<12}" + "".join(f"{name:>8}" for name in COLUMNS) + f"{'queued':>9}")
        for kind, counts in sorted(found.items()):
            share = counts["queue"] / counts.total()
            self.stdout.write(f"{kind:<12}" + "".join(f"{counts[name]:>8}" for name in COLUMNS) + f"{share:>9.1%}")
