"""The projects: what helps newcomers, what it offers, who is behind it, and whether it still runs."""

from projects.models.catalogue import CatalogueOrganisation, CatalogueRow, OfferRow
from projects.models.choices import (
    Cost,
    DeliveryMode,
    Focus,
    LanguageLevel,
    NewcomerLed,
    Reach,
    Role,
    Seeking,
    Status,
    StepFree,
)
from projects.models.offer import Offer
from projects.models.partnership import Partnership
from projects.models.project import LEADS_BACK, FirstOfYear, PartnersField, Project, ProjectQuerySet

__all__ = [
    "LEADS_BACK",
    "CatalogueOrganisation",
    "CatalogueRow",
    "Cost",
    "DeliveryMode",
    "FirstOfYear",
    "Focus",
    "LanguageLevel",
    "NewcomerLed",
    "Offer",
    "OfferRow",
    "PartnersField",
    "Partnership",
    "Project",
    "ProjectQuerySet",
    "Reach",
    "Role",
    "Seeking",
    "Status",
    "StepFree",
]
