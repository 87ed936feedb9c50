from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entries.forms import WebAddress
from upkeep.ending import may_end, year_launched
from upkeep.models import VisitorsWord, Word


class WordForm(forms.ModelForm):
    """What a visitor knows of whether an entry still runs."""

    source = WebAddress(
        label=_("A page that shows it"),
        required=False,
        max_length=VisitorsWord._meta.get_field("source").max_length,
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("Needed if it still runs, so that a curator can see it: a dated page, a post, an event."),
    )

    class Meta:
        model = VisitorsWord
        fields = ["what", "source", "year"]
        help_texts = {
            "year": _("If it has ended, and you know."),
        }
        widgets = {
            "what": forms.RadioSelect,
            "year": forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "dir": "ltr"}),
        }

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry, self.kind = entry, entry._meta.model_name
        self.instance.name_entry(entry)
        words = [word for word in Word if may_end(entry) or word != Word.ENDED]
        self.fields["what"].choices = [(word.value, word.label) for word in words]
        if not may_end(entry):
            del self.fields["year"]

    def clean(self):
        data = super().clean()
        what = data.get("what")
        if what == Word.RUNS and not data.get("source") and "source" not in self.errors:
            self.add_error(
                "source", ValidationError(_("The address of the page that shows it, please."), code="needed")
            )
        year, launched = data.get("year"), year_launched(self.entry)
        if year and what == Word.ENDED and launched and year < launched:
            self.add_error("year", ValidationError(_("It cannot have ended before it was launched."), code="launched"))
        if year and what != Word.ENDED:
            data["year"] = None
        return data
