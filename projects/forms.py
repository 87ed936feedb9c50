"""The form that describes a project."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.addresses import ShownAddress
from accounts.fields import validate_directions, validate_reachable
from entries.forms import EntryForm, OneLine, Text, WebAddress
from entries.validators import LINE
from organisations.models import Organisation, OrganisationKind
from projects.declared_fields import PROJECT_FIELDS
from projects.models import Project, Status
from search.text import fold

# What is asked with all answers in sight; that nobody says is one of them.
IN_ONE_WORD = ("cost", "delivery", "reach", "step_free")
NEW_ORGANISATION = ("new_organisation_summary", "new_organisation_website", "new_organisation_kind")


class ProjectForm(EntryForm):
    also_in_text_language = ("new_organisation_summary",)

    organisation = forms.CharField(
        label=_("Organisation behind it"),
        required=False,
        max_length=200,
        validators=LINE,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
        help_text=_("Its name. If it is listed already, it is linked; if not, describe it in the next three fields."),
    )
    new_organisation_summary = forms.CharField(
        label=_("What the organisation does"),
        required=False,
        max_length=240,
        validators=LINE,
        widget=Text(attrs={"rows": 2}),
        help_text=_("Only if it is not listed yet: one sentence."),
    )
    new_organisation_website = WebAddress(
        label=_("Website of the organisation"),
        required=False,
        max_length=500,
        validators=[validate_directions, validate_reachable],
    )
    new_organisation_kind = forms.ChoiceField(
        label=_("Kind of organisation"), required=False, choices=[("", "–"), *OrganisationKind.choices]
    )

    def add_prefix(self, field_name):
        return super().add_prefix(self.control_named(field_name))

    @classmethod
    def control_named(cls, field_name):
        """Name the control of the public address otherwise than that of whoever sends the form, beside it."""
        return "public_email" if field_name == "email" else field_name

    class Meta(EntryForm.Meta):
        model = Project
        fields = PROJECT_FIELDS.names("form", True)
        field_classes = EntryForm.Meta.field_classes | {"source_code": WebAddress, "email": ShownAddress}
        widgets = EntryForm.Meta.widgets | {
            **dict.fromkeys(IN_ONE_WORD, forms.RadioSelect),
            "audience": OneLine(attrs={"rows": 2}),
            "how_to_start": OneLine(attrs={"rows": 2}),
            "email": forms.EmailInput(attrs={"dir": "ltr"}),
            "phone": forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off"}),
            "channels": Text(attrs={"rows": 3, "dir": "ltr"}),
            "lessons": Text(attrs={"rows": 4}),
        }
        labels = EntryForm.Meta.labels | {
            "name": _("Name of the project"),
            "launched": _("Year it was launched"),
            "ended": _("Year it ended"),
            "text_language": _("Language you write in"),
            "audience": _("Whom it is for"),
            "cost": _("What it costs those who use it"),
            "delivery": _("Online or on site"),
            "reach": _("Where can people use it?"),
            "reach_places": _("Which countries, or which regions besides its cities"),
            "language_level": _("How well people need to know one of its languages"),
            "step_free": _("Whether the place can be reached without steps"),
            "email": _("E-mail address for those who want to use it"),
            "phone": _("Telephone number for those who want to use it"),
        }
        help_texts = EntryForm.Meta.help_texts | {
            "summary": _("In one sentence, such as: Matches newcomers with mentors who work in the same trade."),
            "languages": _("The languages in which people can use it."),
            "ended": _("Only if it has ended."),
            "reach_places": _("Leave this empty if it is the whole country in which it is based."),
            "step_free": _("Only if there is a place to come to."),
            "email": _("It will be public."),
            "phone": _("It will be public. With the code of its country, such as +49 30 901820."),
            "lessons": _("What you would tell somebody starting something similar today."),
            "technologies": "",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("languages", "reach_places"):
            self.fields[name].widget.attrs["data-narrow"] = ""
        for name in IN_ONE_WORD:
            self.fields[name].choices = [("", pgettext_lazy("an answer", "Not stated")), *self.fields[name].choices[1:]]
        if self.instance.pk:
            # Who is behind an entry is changed by a curator, who sees all of its partnerships.
            for name in ("organisation", *NEW_ORGANISATION):
                del self.fields[name]
        else:
            self.fields["status"].initial = Status.ACTIVE
        self.order_further("description", "organisation", *NEW_ORGANISATION)

    def clean(self):
        cleaned = super().clean()
        if self.lacks_end:
            self.add_error("ended", ValidationError(_("Please say in which year it ended."), code="no_end"))
        name = cleaned.get("organisation", "")
        if name and not self.listed_organisation and not cleaned.get("new_organisation_summary"):
            self.add_error(
                "new_organisation_summary",
                ValidationError(
                    _(
                        "“%(name)s” is not listed yet. Please say in one sentence what it does, or choose one of those "
                        "that are listed."
                    ),
                    params={"name": name},
                ),
            )
        return cleaned

    @property
    def lacks_end(self):
        """Whether it has ended in a year that should be said. Who changes something else need not know it."""
        said = self.cleaned_data
        return (
            not self.by_curator
            and said.get("status") == Status.DISCONTINUED
            and said.get("ended", "wrong") is None
            and not {"status", "ended"}.isdisjoint(self.changed_data)
        )

    @property
    def listed_organisation(self):
        """The published organisation of the name that was typed, whatever its accents and capitals, or None."""
        name = self.cleaned_data.get("organisation", "")
        return Organisation.objects.published().filter(sort_name=fold(name)[:250]).first() if name else None
