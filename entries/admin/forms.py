from django import forms
from django.utils.translation import gettext_lazy as _

from entries.admin.widgets import CitiesField, Lines, ThemesField
from entries.concurrency import GuardedForm
from entries.validators import validate_themes
from taxonomy.models import City, Theme

REASON_LENGTH = 100


class ReasonedForm(GuardedForm):
    """Refuses to write over a colleague's edit, and asks why something is changed."""

    not_compared = GuardedForm.not_compared | {"reason"}
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Why you change this. It stays in the history."),
    )


class EntryForm(ReasonedForm):
    themes = ThemesField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        required=False,
        help_text=_("What it is about: one to three."),
    )
    cities = CitiesField(
        label=_("Cities"),
        queryset=City.objects.all(),
        required=False,
        help_text=_("Where people can meet it."),
    )

    class Meta:
        widgets = {
            "name": forms.TextInput(attrs={"class": "vTextField"}),
            "summary": Lines(attrs={"rows": 3}),
            "description": Lines,
            "sources": Lines(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made from the name. An old address redirects.")

    def clean_themes(self):
        themes = self.cleaned_data["themes"]
        validate_themes(themes, had=len(self.instance.theme_keys))
        return themes
