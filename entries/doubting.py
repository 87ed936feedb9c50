"""The question whether a text is in the language that it is said to be in, asked by every form that takes texts.

A question and no refusal: whoever ticks that it is right has the last word.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from entries.texts import fields_in_text_language
from screening.languages import is_in_other_letters, plainly_in_another
from taxonomy.languages import language_name

# What is ticked where it is right after all.
IS_RIGHT = "language_is_right"


def is_right_field():
    """Return the field that nobody sees before the question was asked."""
    return forms.BooleanField(
        label=gettext_lazy("The language is right, the text is in it"), required=False, widget=forms.HiddenInput
    )


def doubt_about(text, language):
    """Return the question to ask about a text and its language, "" where nothing speaks against it."""
    found = plainly_in_another(text, language)
    if not found and not is_in_other_letters(text, language):
        return ""
    names = {"found": language_name(found), "language": language_name(language)}
    if found:
        said = _("This reads like %(found)s, not like %(language)s.")
    else:
        said = _("%(language)s is written in other letters.")
    question = _("Is the language right? If it is, say so below, and send the form again.")
    return f"{said % names} {question}"


class LanguageDoubts:
    """Mixin for a form with texts; forms say by `said` which, and in which language they are said to be."""

    def said(self):
        """Return (name of the field to ask beside, text, language) of each text that is new here."""
        raise NotImplementedError

    def tick_for(self, name):
        """Return the name of the field by which one answers what is asked beside a field: one for all, unless a form
        has texts in several languages.
        """
        return IS_RIGHT

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        asked = {}
        for name, text, language in self.said():
            if doubt := doubt_about(text, language):
                asked.setdefault(self.tick_for(name), {})[name] = doubt
        for tick, doubts in asked.items():
            is_right = forms.CheckboxInput().value_from_datadict(self.data, self.files, self.add_prefix(tick))
            for name, doubt in () if is_right else doubts.items():
                self.add_error(name, ValidationError(doubt, code="language"))
        for tick, doubts in asked.items() if self.errors else ():
            self._show_tick(tick, behind=list(doubts)[-1])

    def _show_tick(self, tick, behind):
        """Let a tick be seen, behind the field that was asked about."""
        field = self.fields.pop(tick, None) or is_right_field()
        field.widget = forms.CheckboxInput()
        names = list(self.fields)
        names.insert(names.index(behind) + 1, tick)
        self.fields[tick] = field
        self.order_fields(names)


class EntryLanguageDoubts(LanguageDoubts):
    """The same of a form of an entry, which has one language for all of its texts.

    also_in_text_language: names of fields that are no part of the entry and are written in its language as well.
    """

    also_in_text_language = ()

    def said(self):
        language = self.cleaned_data.get("text_language")
        kind = self._meta.model._meta.model_name
        names = [n for n in (*fields_in_text_language(kind), *self.also_in_text_language) if n in self.fields]
        if not language or "text_language" in self.errors or not {"text_language", *names} & {*self.changed_data}:
            return []
        return [("text_language", self.cleaned_data.get(name) or "", language) for name in names]
