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

__all__ = [
    "Contact",
    "EventCalendar",
    "EventDetail",
    "EventExport",
    "EventList",
    "EventMonth",
    "FundingDetail",
    "FundingExport",
    "FundingList",
    "PageDetail",
    "PublicationCitation",
    "PublicationDetail",
    "PublicationExport",
    "PublicationList",
    "Search",
    "page_template",
]
