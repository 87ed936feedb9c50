"""What all forms that describe an entry share: for handing in, for changing, and once more when a curator approves."""

from functools import cache, partial

from django import forms
from django.utils.choices import BaseChoiceIterator, normalize_choices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from entries.doubting import EntryLanguageDoubts
from entries.further import BETWEEN, FurtherTexts
from entries.validators import validate_cities, validate_themes
from entries.wording import comma_list
from search.alphabets import in_order
from taxonomy.models import City, Theme

# An address that is typed without its scheme is one with https.
WebAddress = partial(forms.URLField, assume_scheme="https")


class Text(forms.Textarea):
    """A box for more than a line. A line break counts as one character, as it does in the browser, which sends two."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value and value.replace("\r\n", "\n")


class OneLine(Text):
    """A box for a sentence that may take more than a line of the screen: who breaks its lines meant spaces."""

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        return value and " ".join(value.splitlines())


class CityField(forms.ModelMultipleChoiceField):
    """Names the country as well: several have a Cambridge."""

    def label_from_instance(self, city):
        return comma_list([city.name, city.country.name])


class InOrder(BaseChoiceIterator):
    """The choices of a field in the alphabet of the language that is active when they are looked at.

    choices: pairs (value, label), or a function that returns them. A form that is made has neither to copy nor to check
    them.
    """

    # Each is itself alone, whatever another has.
    __hash__ = object.__hash__

    def __init__(self, choices):
        self.choices = normalize_choices(choices)

    def __iter__(self):
        return iter(pairs_in_order(self, get_language()))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


@cache
def pairs_in_order(choices, language):
    """Return the pairs of an InOrder in the alphabet of the active language, which is `language`.

    Kept, as the names of all countries or languages are compared for it.
    """
    return in_order(choices.choices)


def field_in_order(db_field, **kwargs):
    """Return the field of a form for one of a model; countries, regions and languages stand in the reader's order."""
    field = db_field.formfield(**kwargs)
    if db_field.name in ("country", "text_language", "languages", "reach_places"):
        field.choices = InOrder(field.choices)
    return field


class EntryForm(FurtherTexts, EntryLanguageDoubts, forms.ModelForm):
    """What people are asked of an entry of any kind; each kind adds its own.

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
        help_text=_("Where people can find it in person. Leave this empty if it is online only."),
    )
    other_place = forms.CharField(
        label=_("Another place"),
        required=False,
        max_length=100,
        help_text=_("Is your city not in the list? Write it here and we will add it."),
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
        formfield_callback = field_in_order
        field_classes = {"website": WebAddress}
        widgets = {
            "summary": OneLine(attrs={"rows": 3}),
            "description": Text(attrs={"rows": 8}),
        }
        labels = {"country": _("Country"), "summary": _("What it does")}
        help_texts = {
            "website": _("For example https://example.org. Leave it empty if there is none."),
            "description": _(
                "More for those who want to know: whom it helps and how, and how to take part. An empty line starts a "
                "new paragraph."
            ),
            "country": _("The country in which it is based."),
        }

    @classmethod
    def control_named(cls, field_name):
        """Return the name of a field's control in the page."""
        return field_name

    def __init__(self, *args, by_curator=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.by_curator = by_curator
        self.fields["country"].required = True
        if not self.instance.pk:
            self.fields["text_language"].initial = get_language() or "en"
        else:
            self.initial |= {
                "themes": [theme.slug for theme in self.instance.themes.all()],
                "cities": [city.slug for city in self.instance.cities.all()],
            }

    def said(self):
        # Whom a curator approves was asked before.
        return [] if self.by_curator else super().said()

    def order_further(self, *before):
        """Put what is asked first in front, and the note last; before: what stands before the kind's own fields."""
        further = [name for name in self.Meta.fields if name not in (*self.first, *before)]
        self.order_fields([*self.first, *before, *further, "note"])

    @property
    def first_fields(self):
        return [self[name] for name in self.first]

    @property
    def further_fields(self):
        """Those of the second part, without what is asked once more in further languages."""
        return [field for field in self.visible_fields() if self._is_in_second_part(field.name)]

    @property
    def has_error_in_second_part(self):
        return any(name in self.fields and self._is_in_second_part(name) for name in self.errors)

    @property
    def has_error_in_further_languages(self):
        return any(text.name in self.errors for text in self.further_texts)

    def _is_in_second_part(self, name):
        return name not in self.first and BETWEEN not in name

    def clean_themes(self):
        themes = self.cleaned_data["themes"]
        validate_themes(themes, had=len(self.instance.theme_keys))
        return themes

    def clean_cities(self):
        validate_cities(self.cleaned_data["cities"])
        return self.cleaned_data["cities"]
