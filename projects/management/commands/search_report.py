from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from projects.searches import answers, read_searches


class Command(BaseCommand):
    help = "Runs the searches of a CSV file, and says which of them are not answered by what is shown first."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="columns: query, interface, themes, place, language, name")

    def handle(self, *, file, **options):
        try:
            searches = read_searches(file)
        except (OSError, UnicodeDecodeError, KeyError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        if not searches:
            raise CommandError(f"{file} has no searches.")
        found = answers(searches)
        for each in found:
            if not each.is_answered:
                self.stdout.write(f"{each.search.interface}  {each.search.query}: {each.complaint}")
        answered = sum(each.is_answered for each in found)
        self.stdout.write(f"{answered} of {len(found)} are answered ({answered / len(found):.0%}).")
