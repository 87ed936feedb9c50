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
    EventHandout,
    EventListSharingImage,
    EventSharingImage,
    FundingHandout,
    FundingListSharingImage,
    FundingSharingImage,
    PageSharingImage,
    PublicationHandout,
    PublicationListSharingImage,
    PublicationSharingImage,
)

__all__ = [
    "Contact",
    "EventCalendar",
    "EventDetail",
    "EventExport",
    "EventHandout",
    "EventList",
    "EventListSharingImage",
    "EventMonth",
    "EventSharingImage",
    "FundingDetail",
    "FundingExport",
    "FundingHandout",
    "FundingList",
    "FundingListSharingImage",
    "FundingSharingImage",
    "PageDetail",
    "PageSharingImage",
    "PublicationCitation",
    "PublicationDetail",
    "PublicationExport",
    "PublicationHandout",
    "PublicationList",
    "PublicationListSharingImage",
    "PublicationSharingImage",
    "Search",
    "page_template",
]
