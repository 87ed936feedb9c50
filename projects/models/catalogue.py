"""What the files that projects were loaded from said last."""

from django.db import models

from organisations.models import Organisation
from projects.models.project import Project


class CatalogueRow(models.Model):
    """What the catalogue said of a project when it was last loaded: it tells a changed row from a curator's edit."""

    name_key = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    project = models.ForeignKey(Project, models.CASCADE, related_name="catalogue_rows")
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name_key", "country"], name="projects_catalogue_row_once")]

    def __str__(self):
        return f"{self.name_key} ({self.country})"


class OfferRow(models.Model):
    """What the file of offers said of a project when it was last loaded, as CatalogueRow has it of the catalogue."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="offer_row")
    values = models.JSONField()

    def __str__(self):
        return str(self.project)


class CatalogueOrganisation(models.Model):
    """What the catalogue's file of organisations said of one when it was last loaded."""

    name_key = models.CharField(max_length=250, unique=True)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="catalogue_rows")
    values = models.JSONField()

    def __str__(self):
        return self.name_key
