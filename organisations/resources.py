from entries.resources import ENTRY_COLUMNS, PLAIN_NUMBER, EntryResource, SlugsField
from organisations.actions import save_organisation
from organisations.models import Organisation


class OrganisationResource(EntryResource):
    networks = SlugsField("networks", Organisation)
    related = prefetched = ("themes", "cities", "networks")

    class Meta(EntryResource.Meta):
        model = Organisation
        fields = (*ENTRY_COLUMNS, "kind", "size", "founded", "networks")
        export_order = import_order = fields
        widgets = {"founded": PLAIN_NUMBER}

    def store(self, instance, **kwargs):
        save_organisation(instance, **kwargs)
