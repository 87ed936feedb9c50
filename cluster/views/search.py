"""One search over everything: entries, events, publications, funding and pages."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cluster.models import Event, FundingOpportunity, Page, Publication
from entries.cache import DirectoryPage
from entries.filters import SearchField
from entries.listing import notices_of
from entries.search import matching, resolve
from organisations.models import Organisation
from projects.models import Project

SHOWN = 5
# Heading, model, name of its list ("" where it has none), and what the list needs to be asked for all of it.
KINDS = (
    (_("Projects"), Project, "projects:list", {"status": "all"}),
    (_("Organisations"), Organisation, "organisations:list", {}),
    (_("Events"), Event, "events:list", {"time": "all"}),
    (_("Publications"), Publication, "publications:list", {}),
    (_("Funding"), FundingOpportunity, "funding:list", {"stage": "all"}),
    (_("Pages"), Page, "", {}),
)


@dataclass(frozen=True)
class Group:
    """The first finds of one kind; url: of the list of all of them, "" where all are shown."""

    id: str
    heading: str
    found: list
    url: str


class Search(DirectoryPage, TemplateView):
    """`GET /search/?q=`: the best finds of each kind, with the way to the list of all."""

    template_name = "cluster/search.html"
    kinds = KINDS

    def get_context_data(self, **kwargs):
        typed = self.request.GET.get("q", "")
        # For all kinds at once, so that nothing is corrected where another kind has what was typed.
        resolution = resolve(SearchField().clean(typed), *(model for _heading, model, *_list in self.kinds))
        query = resolution.query
        groups = [self._group(query, typed, *kind) for kind in self.kinds] if query else []
        return super().get_context_data(**kwargs) | {
            "typed": typed[:200],
            "query": query,
            "notices": notices_of(query),
            "corrections": resolution.corrections,
            "groups": [group for group in groups if group],
        }

    def _group(self, query, typed, heading, model, list_name, everything):
        found = list(matching(model.objects.published(), query, rank=True).best_first()[: SHOWN + 1])
        if not found:
            return None
        has_more = len(found) > SHOWN and list_name
        url = f"{reverse(list_name)}?{urlencode({'q': typed} | everything)}" if has_more else ""
        return Group(model._meta.model_name, heading, found[:SHOWN], url)
