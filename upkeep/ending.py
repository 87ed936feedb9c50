"""How those who run a project say that it has ended: the year, what came after it, what was learned."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entries.doubting import LanguageDoubts
from entries.forms import Text
from entries.kinds import entry_at
from projects.models import Project, Status


class EndForm(LanguageDoubts, forms.ModelForm):
    """Writes what was typed into the project at hand, without saving it."""

    class Meta:
        model = Project
        fields = ["ended", "successor_name", "lessons"]
        labels = {
            "ended": _("In which year did it end?"),
            "successor_name": _("What took over, if anything"),
            "lessons": _("What did you learn that others should know?"),
        }
        help_texts = {
            "successor_name": _("A name, or the address of its page in this directory."),
            "lessons": _("Visitors will read it. It can be left empty."),
        }
        widgets = {
            "ended": forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "dir": "ltr"}),
            "successor_name": forms.TextInput(attrs={"dir": "auto"}),
            "lessons": Text(attrs={"rows": 6, "dir": "auto"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ended"].required = True
        self.instance.status = Status.DISCONTINUED

    def said(self):
        is_new = "lessons" in self.changed_data
        return [("lessons", self.cleaned_data.get("lessons", ""), self.instance.text_language)] if is_new else []

    def clean_successor_name(self):
        """Return the name of what is not listed; what is becomes the successor itself."""
        typed = self.cleaned_data["successor_name"]
        found = entry_at(typed) if "/" in typed else Project.objects.published().filter(name__iexact=typed).first()
        if not isinstance(found, Project) or not found.is_published:
            return typed
        self.instance.successor = found
        try:
            self.instance.clean_successor()
        except ValidationError as error:
            # It speaks of a field that this form does not have.
            raise ValidationError(error.messages) from None
        return ""


# Kind -> how one ends; most do not.
ENDINGS = {"project": EndForm}


def may_end(entry):
    return entry._meta.model_name in ENDINGS


def end_form_of(entry, data=None):
    """Return the form in which an entry is said to have ended, None for a kind that does not end."""
    form = ENDINGS.get(entry._meta.model_name)
    return form(data, instance=entry) if form else None


def year_launched(entry):
    """Return the year before which an entry cannot have ended, or None."""
    return entry.launched if may_end(entry) else None
