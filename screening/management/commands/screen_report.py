import json
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from screening.datasets import facts_of_row, rows_of
from screening.layers import of_text
from screening.learning import learned
from screening.verdict import Verdict, verdict


class Command(BaseCommand):
    help = (
        "Runs the layers of the spam filter that read texts over a file of entries, and says what would become of them."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON: a list of entries")
        parser.add_argument(
            "--show",
            nargs="*",
            choices=Verdict.values,
            metavar="VERDICT",
            help="lists entries with their reasons; which ones: “suspicious” and “spam” unless named",
        )

    def handle(self, *, file, show, **options):
        results = [self.result(facts) for facts in self.read(file)]
        self.print_verdicts(results)
        self.print_signals(results)
        if show is not None:
            for name in show or (Verdict.SPAM, Verdict.SUSPICIOUS):
                self.print_entries(name, results)

    def read(self, file):
        try:
            rows = rows_of(json.loads(file.read_text(encoding="utf-8")))
            return [facts_of_row(row) for row in rows]
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error

    def result(self, facts):
        found = of_text(facts, learned(facts))
        return facts, found, verdict(found)

    def print_verdicts(self, results):
        counts = Counter(name for _facts, _found, name in results)
        self.stdout.write(f"{len(results)} entries")
        for name in Verdict.values:
            share = counts[name] / len(results) if results else 0
            self.stdout.write(f"  {name:<12}{counts[name]:>6}{share:>8.1%}")

    def print_signals(self, results):
        """Print how often each signal stood in each verdict, those with the most weight for spam first."""
        counts, weights = Counter(), Counter()
        for _facts, found, name in results:
            for signal in found:
                sign = signal.name if signal.weight > 0 else f"{signal.name} (honest)"
                counts[sign, name] += 1
                weights[sign] += signal.weight
        self.stdout.write(f"\n{'signal':<26}{'weight':>8}" + "".join(f"{name:>12}" for name in Verdict.values))
        for sign, weight in sorted(weights.items(), key=lambda row: (-row[1], row[0])):
            self.stdout.write(
                f"{sign:<26}{weight:>8}" + "".join(f"{counts[sign, name]:>12}" for name in Verdict.values)
            )

    def print_entries(self, wanted, results):
        rows = [
            (sum(signal.weight for signal in found), facts, found) for facts, found, name in results if name == wanted
        ]
        self.stdout.write(f"\n{wanted} ({len(rows)})")
        for score, facts, found in sorted(rows, key=lambda row: (-row[0], row[1].name)):
            self.stdout.write(f"{score:>4}  {facts.name}")
            for signal in sorted(found, key=lambda signal: -signal.weight):
                self.stdout.write(f"      {signal.weight:+d} {signal.name}: {signal.detail}".rstrip(": "))
