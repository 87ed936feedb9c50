"""What can be said of a project in one word."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Whether a project runs. Unknown means that no recent source was found, not that it ended."""

    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    DISCONTINUED = "discontinued", _("Discontinued")
    UNKNOWN = "unknown", pgettext_lazy("a status", "Not known")


class NewcomerLed(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Focus(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency assistance")
    INTEGRATION = "integration", _("Long-term integration")


class Seeking(models.TextChoices):
    FUNDING = "funding", pgettext_lazy("looking for", "Funding")
    PARTNERS = "partners", _("Partners")
    VOLUNTEERS = "volunteers", _("Volunteers")
    EXPERTISE = "expertise", _("Expertise")


class Role(models.TextChoices):
    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")
    FUNDER = "funder", _("Funder")


class Cost(models.TextChoices):
    """What those who use an offer pay for it."""

    FREE = "free", pgettext_lazy("cost of an offer", "Free")
    SOME = "some", pgettext_lazy("cost of an offer", "Some of it is free")
    FEE = "fee", pgettext_lazy("cost of an offer", "For a fee")


class DeliveryMode(models.TextChoices):
    """How people use an offer."""

    ONLINE = "online", pgettext_lazy("how an offer is used", "Online")
    ON_SITE = "on-site", pgettext_lazy("how an offer is used", "On site")
    BOTH = "both", pgettext_lazy("how an offer is used", "Online and on site")


class Reach(models.TextChoices):
    """Where an offer can be used, as against where its maker sits."""

    CITY = "city", pgettext_lazy("where an offer can be used", "In its cities")
    COUNTRY = "country", pgettext_lazy("where an offer can be used", "In a whole country")
    COUNTRIES = "countries", pgettext_lazy("where an offer can be used", "In several countries")
    ANYWHERE = "anywhere", pgettext_lazy("where an offer can be used", "Anywhere")


class LanguageLevel(models.TextChoices):
    """What one has to know of one of the languages of an offer, after the Common European Framework of Reference."""

    NONE = "none", pgettext_lazy("language level needed", "None")
    A1 = "a1", _("A1: words and phrases")
    A2 = "a2", _("A2: everyday talk")
    B1 = "b1", _("B1: most of daily life")
    B2 = "b2", _("B2: longer texts")
    C1 = "c1", _("C1: studies and work")
    C2 = "c2", _("C2: nearly everything")


class StepFree(models.TextChoices):
    """Whether a place can be reached without steps."""

    YES = "yes", pgettext_lazy("step-free", "Yes")
    PARTLY = "partly", pgettext_lazy("step-free", "In part")
    NO = "no", pgettext_lazy("step-free", "No")
