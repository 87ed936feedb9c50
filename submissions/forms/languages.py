"""What stands below the texts in further languages: which language to add."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entries.forms import InOrder
from entries.further import IS_OF_ENTRY
from taxonomy.languages import language_choices, language_name

# What the button is called in what a browser sends.
ADD_LANGUAGE = "add_language"


class FurtherLanguageForm(forms.Form):
    """Lets the form of an entry, `entry_form`, ask for its texts in one more language.

    is_adding: whether somebody has asked for just that. Who sends the form with a language chosen is asked to write
    something in it: they may have missed the button.
    """

    further_language = forms.ChoiceField(
        label=_("Another language"), required=False, choices=InOrder(lambda: [("", "–"), *language_choices()])
    )

    def __init__(self, data=None, *, entry_form, is_adding=False):
        super().__init__(data)
        self.entry_form, self.is_adding = entry_form, is_adding

    def clean_further_language(self):
        language, form = self.cleaned_data["further_language"], self.entry_form
        if not language:
            if self.is_adding:
                raise ValidationError(_("Please choose a language first."), code="none")
            return language
        if language == form["text_language"].value():
            raise ValidationError(IS_OF_ENTRY, code="own")
        if form.texts_typed_in(language):
            if self.is_adding:
                raise ValidationError(_("This language is there already: its texts stand above."), code="there")
            return language
        form.open_language(language, is_typed_next=self.is_adding)
        self._choose_none()
        if not self.is_adding:
            raise ValidationError(
                _(
                    "Nothing is written in this language yet (%(language)s). Write it now, or leave it empty and send "
                    "the form."
                ),
                code="empty",
                params={"language": language_name(language)},
            )
        return language

    def _choose_none(self):
        """The language is asked for by now: who sends the form once more has not chosen another."""
        self.data = self.data.copy()
        self.data["further_language"] = ""
