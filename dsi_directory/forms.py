from django import forms
from django.utils.translation import gettext_lazy as _


class SentenceForm(forms.Form):
    """A need, a place and a language, as the sentence on the home page asks for them: it leads to the list of projects.

    options: for each field the (value, label) pairs to choose from, or such pairs in groups: (label, pairs).
    """

    theme = forms.ChoiceField(label=_("What you are looking for"), required=False)
    city = forms.ChoiceField(label=_("Where"), required=False)
    language = forms.ChoiceField(label=_("Language of the offer"), required=False)

    ANY = {"theme": _("anything"), "city": _("any place"), "language": _("any language")}

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, auto_id="sentence-%s", **kwargs)
        for name, field in self.fields.items():
            field.choices = [("", self.ANY[name]), *options[name]]
            field.widget.attrs |= {"class": "select", "aria-label": field.label}
