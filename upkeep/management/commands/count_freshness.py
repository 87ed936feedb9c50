from django.core.management.base import BaseCommand
from django.http import QueryDict

from entries.freshness import Freshness
from listing.counts import count_facets
from listing.filters import ALL
from projects.filtersets import ProjectFilterSet


class Command(BaseCommand):
    help = "Prints how many published projects are how fresh: of all, or of lists such as “theme=housing&city=berlin”."

    def add_arguments(self, parser):
        parser.add_argument("lists", nargs="*", default=[""], metavar="QUERY", help="what a list is asked for")

    def handle(self, *, lists, **options):
        for query in lists:
            data = QueryDict(query, mutable=True)
            data["status"] = data["fresh"] = ALL
            counts = count_facets(ProjectFilterSet(data), ["fresh"])
            numbers = ", ".join(f"{counts.by_facet['fresh'][one.value]} {one.value}" for one in Freshness)
            self.stdout.write(f"{query or 'all'}: {numbers}; {counts.total} in all")
