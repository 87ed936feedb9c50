from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from entries.admin.actions import ENTRY_ACTIONS, merge_action
from entries.admin.base import EntryAdmin
from entries.admin.forms import EntryForm
from entries.versions import related_as_of
from organisations.actions import merge_organisations, save_organisation
from organisations.models import Organisation
from organisations.resources import OrganisationResource


class OrganisationForm(EntryForm):
    def clean_networks(self):
        networks = self.cleaned_data["networks"]
        self.instance.check_networks(networks)
        return networks


@admin.register(Organisation)
class OrganisationAdmin(EntryAdmin):
    form = OrganisationForm
    resource_classes = [OrganisationResource]
    list_display = ["name", "publication", "kind", "theme_names", "city_names", *EntryAdmin.trust_columns]
    list_filter = [*EntryAdmin.list_filter, "kind", "size"]
    autocomplete_fields = ["networks"]
    actions = [*ENTRY_ACTIONS, merge_action(merge_organisations)]
    fieldsets = [
        EntryAdmin.text_fieldset,
        (
            _("Where it is and what it cares about"),
            {
                "fields": ["country", "cities", "themes"],
                "description": _("Visitors narrow the lists by these."),
            },
        ),
        (
            _("The organisation itself"),
            {
                "fields": ["kind", "size", "founded", "networks"],
                "description": _("Its projects are set on the pages of the projects."),
            },
        ),
        EntryAdmin.trust_fieldset,
        EntryAdmin.change_fieldset,
    ]

    def store(self, entry, **kwargs):
        save_organisation(entry, **kwargs)

    def related_in(self, form, formsets):
        return {"networks": form.cleaned_data["networks"]}

    def related_as_of(self, version):
        return {"networks": related_as_of(version, Organisation._meta.get_field("networks"))}
