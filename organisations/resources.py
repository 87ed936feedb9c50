from django.core.exceptions import ValidationError

from curating.tables import EntryResource, SlugsField
from organisations.kind import KIND
from organisations.models import Organisation


class OrganisationResource(EntryResource):
    networks = SlugsField("networks", Organisation)
    related = ("themes", "cities", "networks")
    prefetched = ("networks",)

    class Meta(EntryResource.Meta):
        model = Organisation
        fields = KIND.fields.names("table")
        export_order = import_order = fields

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        try:
            instance.check_networks(getattr(instance, "new_networks", ()))
        except ValidationError as error:
            errors["networks"] = error
        super().validate_instance(instance, errors, validate_unique)
