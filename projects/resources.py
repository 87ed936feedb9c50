from django.utils.translation import gettext as _

from curating.tables import EntryResource, KeysWidget, ReferenceField, SlugField, split
from entries.wording import comma_list
from organisations.models import Organisation
from projects.kind import KIND
from projects.models import Project, Role


class PartnershipsField(ReferenceField):
    """The organisations behind a project as "slug:role" pairs; without a role it is a lead."""

    def __init__(self, column_name):
        super().__init__(column_name, Organisation, KeysWidget())

    def slugs(self, cell):
        return [part.partition(":")[0].strip() for part in split(cell)]

    def clean(self, row, **kwargs):
        """Raises ValueError on an organisation or a role that does not exist."""
        cell = row[self.column_name]
        roles = [part.partition(":")[2].strip() or Role.LEAD.value for part in split(cell)]
        if unknown := [role for role in roles if role not in Role.values]:
            raise ValueError(_("Not known: %s") % comma_list(unknown))
        return list(zip(self.find(cell), roles, strict=True))

    def save(self, instance, row, is_m2m=False, **kwargs):
        instance.new_partnerships = self.clean(row, **kwargs)

    def get_value(self, instance):
        pairs = getattr(instance, "new_partnerships", None)
        if pairs is None:
            stored = instance.partnerships.all() if instance.pk else []
            pairs = [(partnership.organisation, partnership.role) for partnership in stored]
        return sorted(f"{organisation.slug}:{role}" for organisation, role in pairs)


class ProjectResource(EntryResource):
    successor = SlugField("successor", Project)
    organisations = PartnershipsField("organisations")
    related = ("themes", "cities", "partnerships")
    prefetched = ("themes", "cities", "partnerships__organisation", "successor")

    class Meta(EntryResource.Meta):
        model = Project
        fields = KIND.fields.names("table")
        export_order = import_order = fields
