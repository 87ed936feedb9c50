"""The sharing images of pages, events, publications and funding, and of their lists; these also as handouts."""

from html import unescape

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cluster import citations
from cluster.models import Event, FundingOpportunity, Page, Publication
from cluster.views.items import EventList, FundingList, PublicationList
from cluster.wording import amount_of_funding, time_of_event, until_when
from entries.wording import and_list, places_in_short
from listing.views import Handout
from sharing.drawing import SharingCard
from sharing.views import EntrySharingImage, ListSharingImage, SharingImage


class EventListSharingImage(ListSharingImage, EventList):
    pass


class EventSharingImage(EntrySharingImage):
    model = Event

    def get_kind(self, event):
        return event.get_kind_display()

    def get_facts(self, event):
        cancelled = _("Cancelled") if event.is_cancelled else ""
        return [cancelled, unescape(time_of_event(event)), places_in_short(event) or event.place]


class PublicationListSharingImage(ListSharingImage, PublicationList):
    pass


class PublicationSharingImage(EntrySharingImage):
    model = Publication

    def get_kind(self, publication):
        return publication.get_kind_display()

    def get_facts(self, publication):
        return [str(publication.year), and_list(publication.author_list), citations.publisher_of(publication)]


class FundingListSharingImage(ListSharingImage, FundingList):
    pass


class FundingSharingImage(EntrySharingImage):
    model = FundingOpportunity

    def get_kind(self, funding):
        return _("Funding")

    def get_facts(self, funding):
        return [amount_of_funding(funding), until_when(funding), and_list(funding.funders)]


class PageSharingImage(SharingImage):
    """The image of a page that curators wrote."""

    def get_card(self):
        page = get_object_or_404(Page.objects.published(), slug=self.kwargs["slug"])
        return SharingCard(kind="", heading=page.title, text=page.summary, hue="teal")


class ItemHandout(Handout):
    styles = ("css/cluster.css",)


class EventHandout(ItemHandout, EventList):
    pass


class PublicationHandout(ItemHandout, PublicationList):
    pass


class FundingHandout(ItemHandout, FundingList):
    pass
