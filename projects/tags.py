"""Which themes and cities visitors get to see."""

from django.db.models import Exists, OuterRef, Q

from organisations.models import Organisation
from projects.models import Project
from taxonomy.models import City, Theme

FIELDS = {Theme: "themes", City: "cities"}


def in_use(model):
    """Return the themes or cities (model: Theme or City) that a published project or organisation has."""
    used = Q()
    for entries in (Project, Organisation):
        used |= Exists(entries.objects.published().filter(**{FIELDS[model]: OuterRef("pk")}))
    return model.objects.filter(used)
