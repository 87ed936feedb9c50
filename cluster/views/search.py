"""One search over everything: entries, events, publications, funding and pages."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cluster.filtersets import EventFilterSet, FundingFilterSet, PublicationFilterSet
from cluster.models import Event, FundingOpportunity, Page, Publication
from entries.cache import DirectoryPage
from entries.kinds import kinds
from entries.models import Entry
from entries.texts import give_texts
from listing.filtersets import WORD_BY_WORD
from listing.page import MatchedInPart, listing_of_search, notices_of
from search.corrections import resolve
from search.query import parse, with_other_word
from search.results import find

SHOWN = 5
# Heading, model, filterset and name of its list, and what the list needs to be asked for all of it; None and "" where
# there is no list that could be narrowed.
KINDS = (
    *((kind.title, kind.model, kind.filterset, f"{kind.namespace}:list", kind.everything) for kind in kinds()),
    (_("Events"), Event, EventFilterSet, "events:list", {"time": "all"}),
    (_("Publications"), Publication, PublicationFilterSet, "publications:list", {}),
    (_("Funding"), FundingOpportunity, FundingFilterSet, "funding:list", {"stage": "all"}),
    (_("Pages"), Page, None, "", {}),
)


@dataclass(frozen=True)
class FindsOfAKind:
    """The first finds of one kind; url: of the list of all of them, "" where all are shown; are_entries: whether they
    have the badges of entries; in_part: a MatchedInPart where none fits all of the search.
    """

    id: str
    heading: str
    found: list
    url: str
    are_entries: bool
    in_part: MatchedInPart | None


class Search(DirectoryPage, TemplateView):
    """`GET /search/?q=`: the best finds of each kind, with the way to the list of all.

    Each list reads the search as it does by itself. `read=words`: word by word.
    """

    template_name = "cluster/search.html"
    kinds = KINDS

    def is_settled(self):
        return self.request.GET.keys() <= {"q", "read"}

    @cached_property
    def typed(self):
        return self.request.GET.get("q", "").replace("\0", "")

    @cached_property
    def models(self):
        # All kinds at once, so that nothing is corrected where another kind has what was typed.
        return tuple(model for _heading, model, *_list in self.kinds)

    @cached_property
    def resolution(self):
        return resolve(parse(self.typed), *self.models)

    def get_context_data(self, **kwargs):
        query = parse(self.typed)
        listings = {model: self._listing(*lists) for _heading, model, *lists in self.kinds if query and lists[0]}
        filtersets = [listing.filterset for listing in listings.values()]
        for filterset in filtersets[1:]:
            filterset.share_vocabularies(filtersets[0])
        read_as = self._read_as(listings.values())
        # What was read needs no correction.
        resolution = next((each.filterset.resolution for each in listings.values() if each.read_as), self.resolution)
        groups = [self._group(heading, model, listings.get(model)) for heading, model, *_lists in self.kinds if query]
        groups = [group for group in groups if group]
        return super().get_context_data(**kwargs) | {
            "typed": self.typed[:200],
            "query": resolution.query,
            "notices": notices_of(query),
            "corrections": resolution.corrections,
            "offers": self._offers(resolution),
            "read_as": read_as,
            "word_by_word_url": self._url(self.typed, read=WORD_BY_WORD),
            # What fits only in part is shown where nothing fits all of it.
            "groups": [group for group in groups if not group.in_part] or groups,
        }

    def _listing(self, filterset, list_name, everything):
        way = WORD_BY_WORD if self.request.GET.get("read") == WORD_BY_WORD else ""
        how = {"request": self.request, "known_in": self.models}
        return listing_of_search(filterset, reverse(list_name), self.typed, everything, way=way, **how)

    def _url(self, text, **way):
        return f"{self.request.path}?{urlencode({'q': text} | way)}"

    def _read_as(self, listings):
        """Return how the lists read the search, each part once."""
        parts = {part.label: part for listing in listings for part in listing.read_as}
        return [replace(part, url=self._url(part.rest)) for part in parts.values()]

    def _offers(self, resolution):
        return [(offer, self._url(with_other_word(self.typed, word, offer))) for word, offer in resolution.offers]

    def _group(self, heading, model, listing):
        found = listing.filterset.usable if listing else find(model.objects.published(), self.resolution.query)
        found = list(found[: SHOWN + 1])
        if not found:
            return None
        if issubclass(model, Entry):
            give_texts(found, get_language())
        return FindsOfAKind(
            model._meta.model_name,
            heading,
            found[:SHOWN],
            listing.url() if listing and len(found) > SHOWN else "",
            issubclass(model, Entry),
            listing.in_part if listing else None,
        )
