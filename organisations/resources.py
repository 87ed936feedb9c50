from django.core.exceptions import ValidationError

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

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        try:
            instance.check_networks(getattr(instance, "new_networks", ()))
        except ValidationError as error:
            errors["networks"] = error
        super().validate_instance(instance, errors, validate_unique)

    def store(self, instance, **kwargs):
        save_organisation(instance, **kwargs)
