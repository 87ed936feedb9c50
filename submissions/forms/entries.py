"""The forms that describe an entry: for handing in, for changing, and once more when a curator approves."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entries.alphabets import in_order
from entries.search.text import fold
from entries.validators import LINE, validate_directions, validate_themes
from organisations.models import Kind, Organisation
from projects.models import Project, Status
from submissions.forms.texts import Text
from taxonomy.models import City, Theme

NEW_ORGANISATION = ("new_organisation_summary", "new_organisation_website", "new_organisation_kind")


class CityField(forms.ModelMultipleChoiceField):
    """Names the country as well: several have a Cambridge."""

    def label_from_instance(self, city):
        return f"{city.name}, {city.country.name}"


class EntryForm(forms.ModelForm):
    """What projects and organisations are asked alike.

    `first` names the fields that everybody is asked, the others may stay empty. The logo is no field: it cannot be
    typed again, so it is kept apart from the first time on.

    by_curator: whether a curator decides on it, who may leave empty what a submitter would have been asked for.
    """

    themes = forms.ModelMultipleChoiceField(
        label=_("Themes"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What it is about: one to three."),
        error_messages={"required": _("Please choose at least one theme.")},
    )
    cities = CityField(
        label=_("Cities"),
        queryset=City.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-narrow": ""}),
        help_text=_("Where people can meet it. None for what is online only."),
    )
    other_place = forms.CharField(
        label=_("Another place"),
        required=False,
        max_length=100,
        help_text=_("Is your city not in the list? Write it here and we add it."),
    )
    note = forms.CharField(
        label=_("Anything else we should know"),
        required=False,
        max_length=1000,
        widget=Text(attrs={"rows": 3}),
        help_text=_("For the curators only; it will not be published."),
    )

    first = ("name", "summary", "website", "country", "cities", "other_place", "themes")

    class Meta:
        fields = ["name", "summary", "website", "country", "description", "text_language"]
        widgets = {
            "summary": Text(attrs={"rows": 3}),
            "description": Text(attrs={"rows": 8}),
        }
        labels = {"country": _("Country"), "summary": _("What it does")}
        help_texts = {
            "website": _("For example https://example.org. Leave it empty if there is none."),
            "description": _(
                "More for those who want to know: whom it helps and how, and how to take part. An empty line starts a "
                "new paragraph."
            ),
            "country": _("Where it is at home."),
        }

    def __init__(self, *args, by_curator=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_curator = by_curator
        self.fields["website"].assume_scheme = "https"
        self.fields["country"].required = True
        for name in ("country", "text_language", "languages"):
            if name in self.fields:
                self.fields[name].choices = in_order(self.fields[name].choices)
        if not self.instance.pk:
            self.fields["text_language"].initial = get_language() or "en"
        else:
            self.initial |= {
                "themes": [theme.slug for theme in self.instance.themes.all()],
                "cities": [city.slug for city in self.instance.cities.all()],
            }

    @property
    def first_fields(self):
        return [self[name] for name in self.first]

    @property
    def further_fields(self):
        return [field for field in self.visible_fields() if field.name not in self.first]

    @property
    def has_error_in_second_part(self):
        return any(name in self.fields and name not in self.first for name in self.errors)

    def clean_themes(self):
        themes = self.cleaned_data["themes"]
        validate_themes(themes, had=len(self.instance.theme_keys))
        return themes


class ProjectForm(EntryForm):
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
    new_organisation_website = forms.URLField(
        label=_("Website of the organisation"),
        required=False,
        max_length=500,
        validators=[validate_directions],
        assume_scheme="https",
    )
    new_organisation_kind = forms.ChoiceField(
        label=_("Kind of organisation"), required=False, choices=[("", "–"), *Kind.choices]
    )

    class Meta(EntryForm.Meta):
        model = Project
        fields = [
            *EntryForm.Meta.fields,
            "status",
            "launched",
            "ended",
            "languages",
            "newcomer_led",
            "focus",
            "seeking",
            "lessons",
            "technologies",
            "source_code",
        ]
        widgets = EntryForm.Meta.widgets | {"lessons": Text(attrs={"rows": 4})}
        labels = EntryForm.Meta.labels | {
            "name": _("Name of the project"),
            "launched": _("Year it was launched"),
            "ended": _("Year it ended"),
            "text_language": _("Language you write in"),
        }
        help_texts = EntryForm.Meta.help_texts | {
            "summary": _("In one sentence, such as: Matches newcomers with mentors who work in the same trade."),
            "languages": _("The languages in which people can use it."),
            "ended": _("Only if it has ended."),
            "lessons": _("What you would tell somebody who starts the same today."),
            "technologies": "",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].widget.attrs["data-narrow"] = ""
        if self.instance.pk:
            # Who is behind an entry is changed by a curator, who sees all of its partnerships.
            for name in ("organisation", *NEW_ORGANISATION):
                del self.fields[name]
        else:
            self.fields["status"].initial = Status.ACTIVE
        self.order_fields(
            [*self.first, "description", "organisation", *NEW_ORGANISATION, *self.Meta.fields[5:], "note"]
        )

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


class OrganisationForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Organisation
        fields = [*EntryForm.Meta.fields, "kind", "size", "founded"]
        labels = EntryForm.Meta.labels | {
            "name": _("Name of the organisation"),
            "founded": _("Year it was founded"),
            "text_language": _("Language you write in"),
        }
        help_texts = EntryForm.Meta.help_texts | {
            "summary": _("In one sentence, such as: Runs free coding courses for people who have fled."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields([*self.first, "description", *self.Meta.fields[5:], "note"])


ENTRY_FORMS = {"project": ProjectForm, "organisation": OrganisationForm}
