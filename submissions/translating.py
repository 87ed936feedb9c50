"""What there is to translate in a language: which entries, in which order, and the form with the texts of one."""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Exists, F, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.fields import validate_directions
from entries.doubting import IS_RIGHT, LanguageDoubts
from entries.kinds import kinds
from entries.models import EntryText, TextOrigin
from entries.texts import fields_in_languages, longest_in_languages, state_of_texts

# Fields of the form beside its texts.
NO_TEXTS = {"seen", IS_RIGHT}
RUNNING_FIRST = (F("heard_on").desc(nulls_last=True), "sort_key")


def _texts(model, language, **what):
    own = {"target_kind": model._meta.model_name, "target_id": OuterRef("pk"), "language": language}
    return Exists(EntryText.objects.filter(**own, **what))


def _lacking(model, language):
    """Entries of which a text is written, and not in this language."""
    lacks = Q()
    for field in fields_in_languages(model._meta.model_name):
        lacks |= ~Q(**{field: ""}) & ~_texts(model, language, field=field)
    return lacks


def _with(model, language, **what):
    return _texts(model, language, **what)


# State -> (what it is called, function of (model, language) that returns the condition of its entries). The first one
# is what readers miss most.
STATES = {
    "outdated": (_("The original has changed"), partial(_with, is_outdated=True)),
    "missing": (_("Not translated yet"), _lacking),
    "machine": (_("By machine, not read yet"), partial(_with, origin=TextOrigin.MACHINE)),
}


def state_in_words(known):
    """Return in which of STATES a text is, or where it is from; known: the EntryText, or None."""
    if known is None:
        return "missing"
    return "outdated" if known.is_outdated else known.origin


@dataclass(frozen=True)
class Untranslated:
    """The entries of one kind in one of STATES; entries: those that run first."""

    state: str
    label: str
    kind: object
    entries: object


def untranslated(language):
    """Return an Untranslated for each state and kind, in the order of STATES."""
    found = []
    for state, (label, condition) in STATES.items():
        for kind in kinds():
            entries = kind.model.objects.published().exclude(text_language=language)
            entries = entries.filter(condition(kind.model, language)).order_by(*RUNNING_FIRST)
            found.append(Untranslated(state, label, kind, entries))
    return found


class TranslationForm(LanguageDoubts, forms.Form):
    """The texts of an entry in a language. What stays empty is not there in that language.

    seen: what the texts looked like when the form was opened, so that a change in between is not passed over.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    CHANGED = _("Somebody else has changed the texts since you opened this page. Look at them again, then save.")

    def __init__(self, entry, language, data=None):
        self.entry, self.language = entry, language
        texts = EntryText.objects.by_entry(type(entry), [entry.pk], language).get(entry.pk, {})
        self.known = {field: text for (_language, field), text in texts.items()}
        written = {field: text.text for field, text in self.known.items()}
        super().__init__(data, initial={"seen": state_of_texts(entry, language)} | written)
        for field in fields_in_languages(entry._meta.model_name):
            if getattr(entry, field):
                self.fields[field] = self._field(field)

    def _field(self, name):
        column = self.entry._meta.get_field(name)
        longest = longest_in_languages(type(self.entry), name)
        is_long = longest > 1000
        return forms.CharField(
            label=capfirst(column.verbose_name),
            required=False,
            max_length=longest,
            validators=[
                *(each for each in column.validators if not isinstance(each, MaxLengthValidator)),
                validate_directions,
            ],
            widget=forms.Textarea(attrs={"rows": 10 if is_long else 3, "lang": self.language, "dir": "auto"}),
        )

    def look_again(self):
        """Go by the texts as they are now: whoever sends the form once more has seen them. Returns what to say."""
        self.data = self.data.copy()
        self.data["seen"] = state_of_texts(self.entry, self.language)
        return self.CHANGED

    def said(self):
        changed = [name for name in self.changed_data if name not in NO_TEXTS]
        return [(name, self.cleaned_data.get(name, ""), self.language) for name in changed]

    @property
    def tick(self):
        """The field by which one says that the language is right, None where it was not asked."""
        return self[IS_RIGHT] if IS_RIGHT in self.fields else None

    @property
    def rows(self):
        """Return (bound field, original, EntryText or None) of each text."""
        texts = [name for name in self.fields if name not in NO_TEXTS]
        return [(self[name], getattr(self.entry, name), self.known.get(name)) for name in texts]

    @property
    def texts(self):
        return {name: text.strip() for name, text in self.cleaned_data.items() if name not in NO_TEXTS}
