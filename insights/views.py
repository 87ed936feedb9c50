"""The map of the projects, and what the directory says as a whole."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entries.exports import FORMATS
from entries.listing import Listing
from entries.views import FilteredView
from insights.outlines import outline
from insights.places import ProjectMap
from insights.regions import EUROPE, REGIONS
from projects.filtersets import ProjectFilterSet
from projects.models import Project


class MapView(FilteredView):
    """The list of projects as circles by city, narrowed by the list's own filters."""

    model = Project
    filterset_class = ProjectFilterSet
    prefetch = ()
    title = _("Map")

    def get(self, request, region=EUROPE.key):
        if region not in REGIONS:
            raise Http404
        listing = Listing(self.get_filterset(), request.path)
        wants_part = request.htmx and not request.htmx.history_restore_request
        template = "insights/_map.html" if wants_part else "insights/map.html"
        return TemplateResponse(request, template, self.get_context_data(listing, REGIONS[region]))

    def get_context_data(self, listing, region):
        filterset = listing.filterset
        projects = Listing(filterset, reverse("projects:list"))
        projects.counts = listing.counts
        left_out = 0 if filterset.values["status"] else listing.counts.by_facet["status"]["discontinued"]
        return {
            "kind": self.kind,
            "title": self.title,
            "region": region,
            "regions": [{"region": each, "url": map_address(each) + listing.query_string} for each in REGIONS.values()],
            "ground": outline(region.key),
            "map": ProjectMap(projects, region),
            "filterset": filterset,
            "total": listing.total,
            "facets": listing.facets,
            "chips": listing.chips,
            "clear_url": self.request.path,
            "notices": listing.notices,
            "corrections": filterset.resolution.corrections if filterset.values["q"] else [],
            "suggestion": listing.suggestion if not listing.total else None,
            "left_out": left_out,
            "left_out_url": listing.url(status="all"),
            "carry": listing.carried,
            "list_url": projects.url(),
            "downloads": [
                {
                    "format": extension,
                    "label": form.label,
                    "url": reverse("projects:export", args=[extension]) + listing.query_string,
                }
                for extension, form in FORMATS.items()
            ],
        }


def map_address(region):
    return reverse("insights:map") if region is EUROPE else reverse("insights:map", args=[region.key])
