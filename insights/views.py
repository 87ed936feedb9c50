"""The map of the projects, and what the directory says as a whole."""

import csv
from functools import cached_property

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from entries.cache import DirectoryPage
from insights.charts import CHARTS
from insights.numbers import Numbers
from insights.outlines import outline
from insights.places import ProjectMap
from insights.regions import EUROPE, REGIONS
from listing.exports import absolute, csv_cell
from listing.filtersets import FROM_THERE
from listing.page import Listing
from listing.views import ListPage
from projects.filtersets import ProjectFilterSet
from projects.models import Project
from projects.views import ProjectList


class MapView(ListPage):
    """The list of projects as circles by city, narrowed by the list's own filters."""

    model = Project
    filterset_class = ProjectFilterSet
    prefetch = ()
    title = _("Map")
    page_template = "insights/map.html"
    part_template = "insights/_part.html"
    controls = ("search", "facets", "years")

    @cached_property
    def region(self):
        key = self.kwargs.get("region", EUROPE.key)
        if key not in REGIONS:
            raise Http404
        return REGIONS[key]

    @property
    def within(self):
        return self.region.label

    def get_query(self):
        """A map shows where projects are: what can be used from a place has its list."""
        query = self.request.GET.copy()
        query.pop(FROM_THERE, None)
        return query

    def get_context_data(self, listing):
        projects = Listing(listing.filterset, reverse("projects:list"))
        projects.counts = listing.counts
        elsewhere = [projects.beyond] if projects.beyond else projects.perhaps
        return {
            **self.get_list_context(listing),
            "left_out": [*elsewhere, *listing.unknown, *listing.left_out],
            "listing": listing,
            "region": self.region,
            "regions": [{"region": each, "url": map_address(each) + listing.query_string} for each in REGIONS.values()],
            "ground": outline(self.region.key),
            "map": ProjectMap(projects, self.region),
            "show_label": ProjectList.show_label(listing.total),
            "list_url": projects.url(),
        }


class MapPicture(DirectoryPage, View):
    """Europe with the circles of all projects that run, as an image for other pages."""

    def get(self, request):
        picture = ProjectMap(Listing(ProjectFilterSet(), reverse("projects:list")), EUROPE).picture()
        response = HttpResponse(picture, content_type="image/svg+xml")
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response


def map_address(region):
    return reverse("insights:map") if region is EUROPE else reverse("insights:map", args=[region.key])


class InsightsView(DirectoryPage, TemplateView):
    """All charts, each with its table."""

    template_name = "insights/insights.html"

    def get_context_data(self, **kwargs):
        numbers = Numbers()
        charts = [make(numbers) for make in CHARTS.values()]
        return super().get_context_data(**kwargs) | {"charts": charts, "total": numbers.projects}


class ChartData(DirectoryPage, View):
    """The numbers of one chart as CSV (RFC 4180), with the address of the list behind each."""

    def get(self, request, chart):
        if chart not in CHARTS:
            raise Http404
        made = CHARTS[chart](Numbers())
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{made.slug}.csv"'
        writer = csv.writer(response)
        writer.writerow(made.keys)
        writer.writerows([_cell(value) for value in record] for record in made.records)
        return response


def _cell(value):
    return absolute(value) if str(value).startswith("/") else csv_cell(value)
