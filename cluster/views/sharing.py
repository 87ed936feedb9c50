"""The sharing images of pages, events, publications and funding, and of their lists; these also as handouts."""

from html import unescape

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from cluster import citations
from cluster.models import Event, FundingOpportunity, Page, Publication
from cluster.views.items import EventList, FundingList, PublicationList
from cluster.wording import amount_of_funding, day, time_of_event
from entries.sharing import Card, CardView, EntryCard, ListCard
from entries.templatetags.look import and_list, places_in_short
from entries.views import Handout


class EventListCard(ListCard, EventList):
    pass


class EventCard(EntryCard):
    model = Event

    def get_kind(self, event):
        return event.get_kind_display()

    def get_facts(self, event):
        cancelled = _("Cancelled") if event.is_cancelled else ""
        return [cancelled, unescape(time_of_event(event)), places_in_short(event) or event.place]


class PublicationListCard(ListCard, PublicationList):
    pass


class PublicationCard(EntryCard):
    model = Publication

    def get_kind(self, publication):
        return publication.get_kind_display()

    def get_facts(self, publication):
        return [str(publication.year), and_list(publication.author_list), citations.publisher_of(publication)]


class FundingListCard(ListCard, FundingList):
    pass


class FundingCard(EntryCard):
    model = FundingOpportunity

    def get_kind(self, funding):
        return _("Funding")

    def get_facts(self, funding):
        until = _("until %(day)s") % {"day": day(funding.deadline)} if funding.deadline else _("at any time")
        return [amount_of_funding(funding), until, and_list(funding.funders)]


class PageCard(CardView):
    """The image of a page that curators wrote."""

    def get_card(self):
        page = get_object_or_404(Page.objects.published(), slug=self.kwargs["slug"])
        return Card(kind="", heading=page.title, text=page.summary, hue="teal")


class ItemHandout(Handout):
    styles = ("css/cluster.css",)


class EventHandout(ItemHandout, EventList):
    pass


class PublicationHandout(ItemHandout, PublicationList):
    pass


class FundingHandout(ItemHandout, FundingList):
    pass
