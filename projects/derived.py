"""What is derived from who is behind a project."""

from entries.models import DirectoryVersion
from operations.deriving import Derived
from operations.turns import writing
from projects.models import PartnersField, Project


def _naming_others():
    """Yield the projects whose row names other organisations than their partnerships, with what these say."""
    for project in Project.objects.order_by("pk").prefetch_related("partnerships__organisation"):
        keys = PartnersField.keys_of((row.organisation, row.role) for row in project.partnerships.all())
        if keys != project.organisation_keys:
            project.organisation_keys = keys
            yield project


def organisation_keys_that_differ():
    return (f"project {project.slug}" for project in _naming_others())


@writing
def organisation_keys_anew():
    # Derived columns are no edit.
    Project.objects.bulk_update(list(_naming_others()), ["organisation_keys"], batch_size=500)
    DirectoryVersion.move_on()


DERIVED = [Derived("organisations of projects", organisation_keys_that_differ, organisation_keys_anew)]
