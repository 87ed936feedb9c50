"""The form that describes an organisation."""

from django.utils.translation import gettext_lazy as _

from entries.forms import EntryForm, Text
from organisations.declared_fields import ORGANISATION_FIELDS
from organisations.models import Organisation


class OrganisationForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Organisation
        fields = ORGANISATION_FIELDS.names("form", True)
        widgets = EntryForm.Meta.widgets | {"other_names": Text(attrs={"rows": 3})}
        labels = EntryForm.Meta.labels | {
            "name": _("Name of the organisation"),
            "founded": _("Year it was founded"),
            "text_language": _("Language you write in"),
        }
        help_texts = EntryForm.Meta.help_texts | {
            "summary": _("In one sentence, such as: Runs free coding courses for refugees."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Whoever hands one in is asked; one that has none can be changed in all else.
        self.fields["summary"].required = not (self.by_curator or (self.instance.pk and not self.instance.summary))
        self.order_further("description")
