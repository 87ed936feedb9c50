"""What stands around the directory: pages, events, publications, funding, and the accounts to follow elsewhere."""

from cluster.models.contact import Message, MessageAnswer
from cluster.models.events import Event, EventKind, Time
from cluster.models.funding import Applicant, FundingOpportunity, Stage
from cluster.models.items import Item
from cluster.models.pages import Channel, Page
from cluster.models.publications import Publication, PublicationKind

__all__ = [
    "Applicant",
    "Channel",
    "Event",
    "EventKind",
    "FundingOpportunity",
    "Item",
    "Message",
    "MessageAnswer",
    "Page",
    "Publication",
    "PublicationKind",
    "Stage",
    "Time",
]
