"""What the forms have in common that say something of an entry."""

from django.urls import reverse
from django.utils.html import format_html

from accounts.admin.guarded import GuardedForm
from curating.forms import EntryPageField


def letter_link(entry):
    """Return a link to the text for a letter about an entry."""
    address = reverse("admin:upkeep_letter", args=[entry._meta.model_name, entry.slug])
    return format_html('<a href="{}">Text for a letter</a>', address)


class AboutEntryForm(GuardedForm):
    """Asks for the entry by the address of its page. What names one goes on naming it."""

    page = EntryPageField()
    not_compared = GuardedForm.not_compared | {"page"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["page"].initial = self.instance.target and self.instance.target.get_absolute_url()
            self.fields["page"].disabled = True

    def clean_page(self):
        self.instance.name_entry(self.cleaned_data["page"])
        return self.cleaned_data["page"]
