"""The texts of an entry in further languages, as fields of the forms that describe it: `summary__ar` beside `summary`.

A payload has them under the same names, so that each text is changed, reviewed and taken over on its own, as all other
fields are.
"""

from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.fields import validate_directions
from entries.doubting import IS_RIGHT
from entries.models import EntryText
from entries.texts import fields_in_languages, longest_in_languages
from search.alphabets import in_order
from taxonomy.languages import language_codes, language_name, writing_direction

BETWEEN = "__"
# Languages that one form may add: each text of them is screened and reviewed.
MOST_ADDED = 10
IS_OF_ENTRY = _("The entry itself is written in this language.")


class FurtherText(NamedTuple):
    """Which text of an entry, and in which language."""

    field: str
    language: str

    @property
    def name(self):
        """What forms and payloads call it."""
        return f"{self.field}{BETWEEN}{self.language}"


def further_text_named(kind, name):
    """Return the FurtherText that a kind of entry has under a name in its form, None where that is another field."""
    field, between, language = name.partition(BETWEEN)
    is_one = between and field in fields_in_languages(kind) and language in language_codes()
    return FurtherText(field, language) if is_one else None


def further_texts_in(kind, names):
    """Return the FurtherText of each of some names of fields that has one."""
    return [text for name in names if (text := further_text_named(kind, name))]


def label_in_language(label, language):
    """Return the label of a text with the language that it is asked for in."""
    return f"{label} ({language_name(language)})"


def text_field(model, field, language, *, label, widget):
    """Return the field of a form that asks for a text of an entry in a further language."""
    column = model._meta.get_field(field)
    validators = [each for each in column.validators if not isinstance(each, MaxLengthValidator)]
    widget.attrs |= {"lang": language, "dir": writing_direction(language)}
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest_in_languages(model, field),
        validators=list(dict.fromkeys([*validators, validate_directions])),  # some columns have it themselves
        widget=widget,
    )


def _is_tick(name):
    return name.partition(BETWEEN)[0] == IS_RIGHT


@dataclass(frozen=True)
class TextsInLanguage:
    """What a form asks for in one further language.

    rows: (bound field, EntryText or None) of each text; tick: the bound field by which one says that the language is
    right, None where it was not asked; is_open: whether something in it is new, wrong, or waits to be written.
    """

    language: str
    rows: list
    tick: forms.BoundField | None
    is_open: bool

    @property
    def name(self):
        return language_name(self.language)

    @property
    def is_outdated(self):
        return any(known and known.is_outdated for _field, known in self.rows)


class FurtherTexts:
    """Mixin for the form of an entry: it asks for the texts in each language that the entry, or what was typed, has.

    What stays empty is not there in that language.
    """

    opened_language = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry_kind = self._meta.model._meta.model_name
        # What was typed says itself which there are; others may have been written meanwhile.
        names = self.data if self.is_bound else [*self.initial, *(text.name for text in self._stored)]
        languages = {text.language for text in further_texts_in(self.entry_kind, names)}
        for language, _name in in_order((code, language_name(code)) for code in languages):
            self._ask_in(language)

    @cached_property
    def _stored(self) -> dict[FurtherText, EntryText]:
        """The texts that the entry has, but for those in a language that it is written in itself by now."""
        entry = self.instance
        return {
            FurtherText(field, language): text
            for (language, field), text in (entry.further_texts.items() if entry.pk else ())
            if language != entry.text_language
        }

    def _ask_in(self, language):
        for field in fields_in_languages(self.entry_kind):
            text, asked = FurtherText(field, language), self.base_fields[field]
            if stored := self._stored.get(text):
                self.initial.setdefault(text.name, stored.text)
            self.fields[text.name] = text_field(
                self._meta.model,
                field,
                language,
                label=label_in_language(asked.label, language),
                widget=deepcopy(asked.widget),
            )

    def open_language(self, language, *, is_typed_next=False):
        """Ask for the texts in one more language. is_typed_next: whether the page begins with the first of them."""
        self._ask_in(language)
        self.opened_language = language
        if is_typed_next:
            first = FurtherText(fields_in_languages(self.entry_kind)[0], language)
            self.fields[first.name].widget.attrs["autofocus"] = True

    @property
    def further_texts(self):
        """The FurtherTexts that are asked for, in the order of their languages."""
        return further_texts_in(self.entry_kind, self.fields)

    @property
    def further_languages(self):
        """The languages that texts are asked for in, each once."""
        return list(dict.fromkeys(text.language for text in self.further_texts))

    def texts_typed_in(self, language):
        """Return the FurtherTexts that are written in a language, by what was typed."""
        texts = [text for text in self.further_texts if text.language == language]
        return [text for text in texts if self[text.name].value()]

    def clean(self):
        cleaned = super().clean()
        own, known = cleaned.get("text_language"), {text.language for text in self._stored}
        new = [text for text in self.further_texts if text.name in self.changed_data and cleaned.get(text.name)]
        first_of = {text.language: text for text in reversed(new)}
        if text := first_of.pop(own, None):
            self.add_error(text.name, ValidationError(IS_OF_ENTRY, code="language"))
        added = [language for language in self.further_languages if language in first_of and language not in known]
        for language in added[MOST_ADDED:]:
            self.add_error(
                first_of[language].name,
                ValidationError(
                    _("At most %(most)s further languages at once, please."),
                    code="too_many",
                    params={"most": MOST_ADDED},
                ),
            )
        return cleaned

    def said(self):
        changed = [text for text in self.further_texts if text.name in self.changed_data]
        own = self.cleaned_data.get("text_language")
        return [
            *super().said(),
            *(
                (text.name, self.cleaned_data.get(text.name, ""), text.language)
                for text in changed
                if text.language != own
            ),
        ]

    def forget_complaints(self):
        """Show what was typed as it is; what is wrong is said again when it is sent."""
        for name in [name for name in self.fields if _is_tick(name) and not self[name].value()]:
            del self.fields[name]
        self.errors.clear()

    def tick_for(self, name):
        text = further_text_named(self.entry_kind, name)
        return FurtherText(super().tick_for(name), text.language).name if text else super().tick_for(name)

    def tick_in(self, language):
        """Return the bound field by which one says that a further language is right, None where it was not asked."""
        name = FurtherText(super().tick_for(""), language).name
        return self[name] if name in self.fields else None

    @property
    def in_further_languages(self):
        """Return a TextsInLanguage for each language."""
        return [self._block(language) for language in self.further_languages]

    def _block(self, language):
        texts = [text for text in self.further_texts if text.language == language]
        is_new = self.is_bound and any(text.name in self.errors or text.name in self.changed_data for text in texts)
        return TextsInLanguage(
            language,
            [(self[text.name], self._stored.get(text)) for text in texts],
            self.tick_in(language),
            is_new or language == self.opened_language or not self._has_stored(language),
        )

    def _has_stored(self, language):
        return any(text.language == language for text in self._stored)
