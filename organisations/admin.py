from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from curating.bulk import ENTRY_ACTIONS
from curating.entry_admin import EntryAdmin
from curating.forms import EntryAdminForm
from curating.merging import MERGE
from curating.sections import fieldset_of
from curating.widgets import Lines
from entries.versions import related_as_of
from organisations.kind import KIND
from organisations.models import Organisation
from organisations.resources import OrganisationResource


class OrganisationAdminForm(EntryAdminForm):
    class Meta(EntryAdminForm.Meta):
        widgets = EntryAdminForm.Meta.widgets | {"other_names": Lines(attrs={"rows": 3})}

    def clean_networks(self):
        networks = self.cleaned_data["networks"]
        self.instance.check_networks(networks)
        return networks


@admin.register(Organisation)
class OrganisationAdmin(EntryAdmin):
    form = OrganisationAdminForm
    resource_classes = [OrganisationResource]
    list_display = ["name", "publication", "kind", "theme_names", "city_names", *EntryAdmin.trust_columns]
    list_filter = [*EntryAdmin.list_filter, "kind", "size"]
    autocomplete_fields = ["networks"]
    actions = [*ENTRY_ACTIONS, MERGE]
    fieldsets = EntryAdmin.fieldsets_of(
        KIND.fields,
        fieldset_of(
            KIND.fields,
            "where",
            _("Where it is and what it cares about"),
            _("Visitors narrow the lists by these."),
        ),
        fieldset_of(
            KIND.fields,
            "itself",
            _("The organisation itself"),
            _("Its projects are set on the pages of the projects."),
        ),
    )

    def related_in(self, form, formsets):
        return {"networks": form.cleaned_data["networks"]}

    def related_as_of(self, version):
        return {"networks": related_as_of(version, Organisation._meta.get_field("networks"))}
