from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from curating.guarded import VersionedForm
from curating.widgets import CitiesField, Lines, ThemesField
from entries.doubting import IS_RIGHT, EntryLanguageDoubts, is_right_field
from entries.kinds import entry_at
from entries.validators import validate_themes
from taxonomy.models import City, Theme

REASON_LENGTH = 100


class ReasonedForm(VersionedForm):
    """Refuses to write over a colleague's edit, and asks why something is changed."""

    not_compared = VersionedForm.not_compared | {"reason"}
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Why you change this. It stays in the history."),
    )


class EntryPageField(forms.CharField):
    """Asks for an entry by the address of its page, as people name it in their letters."""

    def __init__(self):
        super().__init__(
            label=_("Page of the entry"),
            max_length=500,
            widget=forms.TextInput(attrs={"class": "vTextField", "dir": "ltr"}),
            help_text=_("Its address in this directory, such as /projects/refunite/."),
        )

    def clean(self, value):
        """Return the entry. Raises ValidationError where no entry has the address."""
        entry = entry_at(super().clean(value))
        if not entry:
            raise ValidationError(_("No entry has this address."), code="unknown")
        return entry


class EntryAdminForm(EntryLanguageDoubts, ReasonedForm):
    not_compared = ReasonedForm.not_compared | {IS_RIGHT}
    language_is_right = is_right_field()
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
        help_text=_("Where people can find it in person."),
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
            self.fields["slug"].help_text = _(
                "If this is left empty, it is made from the name. Old addresses redirect."
            )

    def clean_themes(self):
        themes = self.cleaned_data["themes"]
        validate_themes(themes, had=len(self.instance.theme_keys))
        return themes
