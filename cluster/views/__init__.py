"""The pages of the cluster."""

from cluster.views.contact import Contact
from cluster.views.items import (
    EventCalendar,
    EventDetail,
    EventExport,
    EventList,
    FundingDetail,
    FundingExport,
    FundingList,
    PublicationCitation,
    PublicationDetail,
    PublicationExport,
    PublicationList,
)
from cluster.views.month import EventMonth
from cluster.views.pages import PageDetail, page_template
from cluster.views.search import Search
from cluster.views.sharing import (
    EventCard,
    EventHandout,
    EventListCard,
    FundingCard,
    FundingHandout,
    FundingListCard,
    PageCard,
    PublicationCard,
    PublicationHandout,
    PublicationListCard,
)

__all__ = [
    "Contact",
    "EventCalendar",
    "EventCard",
    "EventDetail",
    "EventExport",
    "EventHandout",
    "EventList",
    "EventListCard",
    "EventMonth",
    "FundingCard",
    "FundingDetail",
    "FundingExport",
    "FundingHandout",
    "FundingList",
    "FundingListCard",
    "PageCard",
    "PageDetail",
    "PublicationCard",
    "PublicationCitation",
    "PublicationDetail",
    "PublicationExport",
    "PublicationHandout",
    "PublicationList",
    "PublicationListCard",
    "Search",
    "page_template",
]
