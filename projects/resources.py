from curating.tables import EntryResource, KeysWidget, ReferenceField, SlugField, split, words_of
from organisations.models import Organisation
from projects.kind import KIND
from projects.models import Partnership, Project, Role


class PartnershipsField(ReferenceField):
    """The organisations behind a project as "organisation:role" pairs; without a role it is a lead."""

    def __init__(self, column_name):
        super().__init__(column_name, Organisation, KeysWidget())
        self.roles = words_of(Partnership._meta.get_field("role"))

    def parts(self, cell):
        return [text for part in split(cell) for text in {part, self._pair(part)[0]}]

    def clean(self, row, **kwargs):
        """Raises ValueError on an organisation or a role that does not exist."""
        # A name may have a colon of its own.
        pairs = [(part, "") if self.known.knows(part) else self._pair(part) for part in split(row[self.column_name])]
        found, complaints = [], []
        for name, role in pairs:
            try:
                found += [(one, self.roles.read(role) if role else Role.LEAD.value) for one in self.find([name])]
            except ValueError as error:
                complaints.append(str(error))
        if complaints:
            raise ValueError(" ".join(complaints))
        return found

    def save(self, instance, row, is_m2m=False, **kwargs):
        instance.new_partnerships = self.clean(row, **kwargs)

    def get_value(self, instance):
        pairs = getattr(instance, "new_partnerships", None)
        if pairs is None:
            stored = instance.partnerships.all() if instance.pk else []
            pairs = [(partnership.organisation, partnership.role) for partnership in stored]
        return sorted(f"{organisation.slug}:{role}" for organisation, role in pairs)

    def _pair(self, part):
        name, _colon, role = part.rpartition(":")
        return (name.strip(), role.strip()) if name else (part, "")


class ProjectResource(EntryResource):
    successor = SlugField("successor", Project)
    organisations = PartnershipsField("organisations")
    related = ("themes", "cities", "partnerships")
    prefetched = ("partnerships__organisation", "successor")
    behind_column = "organisation_keys"

    class Meta(EntryResource.Meta):
        model = Project
        fields = KIND.fields.names("table")
        export_order = import_order = fields

    def behind(self, instance):
        return [f"{role}:{organisation.pk}" for organisation, role in getattr(instance, "new_partnerships", ())]
