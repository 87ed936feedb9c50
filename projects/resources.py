from django.utils.translation import gettext as _
from import_export import fields, widgets

from entries.resources import ENTRY_COLUMNS, PLAIN_NUMBER, EntryResource, KeysWidget, split
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Project, Role


class PartnershipsField(fields.Field):
    """The organisations behind a project as "slug:role" pairs; without a role it is a lead.

    Raises ValueError on an organisation or a role that does not exist.
    """

    def __init__(self, column_name):
        super().__init__(attribute=column_name, column_name=column_name, widget=KeysWidget())

    def clean(self, row, **kwargs):
        pairs = [part.partition(":") for part in split(row[self.column_name])]
        wanted = [(slug.strip(), role.strip() or Role.LEAD.value) for slug, _colon, role in pairs]
        known = {item.slug: item for item in Organisation.objects.filter(slug__in=[slug for slug, _role in wanted])}
        unknown = [slug for slug, _role in wanted if slug not in known]
        unknown += [role for _slug, role in wanted if role not in Role.values]
        if unknown:
            raise ValueError(_("Not known here: %s") % ", ".join(unknown))
        return [(known[slug], role) for slug, role in wanted]

    def save(self, instance, row, is_m2m=False, **kwargs):
        instance.new_partnerships = self.clean(row, **kwargs)

    def get_value(self, instance):
        pairs = getattr(instance, "new_partnerships", None)
        if pairs is None:
            stored = instance.partnerships.all() if instance.pk else []
            pairs = [(partnership.organisation, partnership.role) for partnership in stored]
        return sorted(f"{organisation.slug}:{role}" for organisation, role in pairs)


class ProjectResource(EntryResource):
    languages = fields.Field("languages", "languages", widget=KeysWidget())
    seeking = fields.Field("seeking", "seeking", widget=KeysWidget())
    successor = fields.Field("successor", "successor", widget=widgets.ForeignKeyWidget(Project, "slug"))
    organisations = PartnershipsField("organisations")
    related = ("themes", "cities", "partnerships")

    class Meta(EntryResource.Meta):
        model = Project
        fields = (
            *ENTRY_COLUMNS,
            "status",
            "launched",
            "ended",
            "successor",
            "lessons",
            "languages",
            "newcomer_led",
            "focus",
            "seeking",
            "technologies",
            "source_code",
            "organisations",
        )
        export_order = import_order = fields
        widgets = {"launched": PLAIN_NUMBER, "ended": PLAIN_NUMBER}

    def store(self, instance, **kwargs):
        save_project(instance, **kwargs)
