"""Which part organisations have in projects."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations.models import Organisation
from projects.models.choices import Role
from projects.models.project import Project


class Partnership(models.Model):
    """Says which part an organisation has in a project."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="partnerships", verbose_name=pgettext_lazy("kind of entry", "project")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="partnerships",
        verbose_name=pgettext_lazy("kind of entry", "organisation"),
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.LEAD)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["role", "organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation", "role"], name="projects_partnership_once_a_role")
        ]

    def __str__(self):
        return f"{self.organisation} – {self.project}"
