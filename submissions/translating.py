"""What there is to translate in a language: which entries, in which order, and the form with the texts of one."""

from dataclasses import dataclass
from functools import partial

from django import forms
from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from entries.doubting import IS_RIGHT, LanguageDoubts
from entries.further import text_field
from entries.kinds import kinds
from entries.models import EntryText, TextOrigin
from entries.texts import fields_in_languages, longest_in_languages, state_of_texts
from listing.filters import ALL, Facet, PlaceFacet
from submissions.models import State, Submission

# Fields of the form beside its texts.
NO_TEXTS = {"seen", IS_RIGHT}
RUNNING_FIRST = (F("heard_on").desc(nulls_last=True), "sort_key")


def _texts(model, language, **what):
    own = {"target_kind": model._meta.model_name, "target_id": OuterRef("pk"), "language": language}
    return Exists(EntryText.objects.filter(**own, **what))


def _waiting(model, language, **what):
    """Entries of which a translation waits for a curator, or for whoever wrote it."""
    open_ones = Submission.objects.translations(language).editable()
    own = {"target_kind": model._meta.model_name, "target_id": OuterRef("pk")}
    return Exists(open_ones.filter(**own, **what))


def _own(state, model, language, person):
    return Q(_waiting(model, language, submitter=person, state=state))


def _lacking(model, language, person):
    """Entries of which a text is written, and not in this language."""
    lacks = Q()
    for field in fields_in_languages(model._meta.model_name):
        lacks |= ~Q(**{field: ""}) & ~_texts(model, language, field=field)
    return lacks & ~_waiting(model, language)


def _with(model, language, person, **what):
    return Q(_texts(model, language, **what)) & ~_waiting(model, language)


# State -> (what it is called, function of (model, language, person) that returns the condition of its entries). What
# somebody waits for stands first, then what readers miss most. What waits for a curator is nobody's to do.
STATES = {
    "returned": (_("A curator has a question"), partial(_own, State.RETURNED)),
    "outdated": (_("The original has changed"), partial(_with, is_outdated=True)),
    "missing": (_("Not translated yet"), _lacking),
    "machine": (_("By machine, not read yet"), partial(_with, origin=TextOrigin.MACHINE)),
    "waiting": (_("Waiting for a curator"), partial(_own, State.WAITING)),
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
    kind: object
    entries: object


def untranslated(language, person, *states):
    """Return an Untranslated for each of some states, all of them unless named, and each kind, in the order of STATES.

    person: who asks, whose own translations may wait.
    """
    return [
        Untranslated(state, kind, _published(kind.model, language).filter(condition(kind.model, language, person)))
        for state, (_label, condition) in STATES.items()
        if not states or state in states
        for kind in kinds()
    ]


def numbers_untranslated(language, person):
    """Return state -> how many entries of all kinds there are in it; one query a kind."""
    numbers = dict.fromkeys(STATES, 0)
    for kind in kinds():
        counts = {
            state: Count("pk", filter=condition(kind.model, language, person))
            for state, (_label, condition) in STATES.items()
        }
        for state, number in _published(kind.model, language).order_by().aggregate(**counts).items():
            numbers[state] += number
    return numbers


def _published(model, language):
    return model.objects.published().exclude(text_language=language).order_by(*RUNNING_FIRST)


def open_translations(person, language, entries):
    """Return entry -> the translation by a person that they may still change, of those that have one.

    entries: of any kinds; one query for each of these.
    """
    own, found = Submission.objects.translations(language).of_user(person).editable(), {}
    for model in {type(entry) for entry in entries}:
        keys = [entry.pk for entry in entries if type(entry) is model]
        theirs = own.filter(target_kind=model._meta.model_name, target_id__in=keys).order_by("pk")
        found |= {(model, one.target_id): one for one in theirs}
    return {entry: found[key] for entry in entries if (key := (type(entry), entry.pk)) in found}


def open_translation(person, language, entry):
    """Return the translation of an entry by a person that they may still change, None where there is none."""
    return open_translations(person, language, [entry]).get(entry)


def state_seen(entry, language, proposal=None, known=None):
    """Return by what one tells whether what a translator looked at is still the same.

    proposal: their translation that they may still change, as a Submission; known: as state_of_texts() takes it.
    """
    state = state_of_texts(entry, language, known)
    return f"{state}-{proposal.pk}-{proposal.revision}" if proposal else state


def glossary(kind, *languages):
    """Return (what it is in the active language, [what each of its words is called in the languages]) of whatever the
    lists of a KindOfEntry can be narrowed to that is named by fixed words, such as the cost; [] where the site is not
    in one of the languages.

    So a text says what the site says: these are the words of its own catalogues.
    """
    if not set(languages) <= dict(settings.LANGUAGES).keys():
        return []
    facets = [
        each
        for each in kind.filterset().filters.values()
        if isinstance(each, Facet) and not (each.is_long or isinstance(each, PlaceFacet))
    ]
    return [(str(each.label), _words_of(each, languages)) for each in facets]


def _words_of(facet, languages):
    """Return the label of a facet and of its options as a list of tuples, one text a language; none twice."""
    said = []
    for language in languages:
        with override(language):
            labels = [label for value, label in facet.options().items() if value != ALL]
            said.append([str(label) for label in (facet.label, *labels)])
    return list(dict.fromkeys(zip(*said, strict=True)))


class TranslationForm(LanguageDoubts, forms.Form):
    """The texts of an entry in a language. What stays empty is not there in that language.

    seen: what the texts looked like when the form was opened, so that a change in between is not passed over.
    proposal: a translation that waits, as a Submission: what it says stands in place of what is stored; only: the
    names of the texts to ask for, None for all that are written.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    CHANGED = _("Somebody else has changed the texts since you opened this page. Look at them again, then save.")

    def __init__(self, entry, language, data=None, *, proposal=None, only=None):
        self.entry, self.language, self.proposal = entry, language, proposal
        texts = EntryText.objects.by_entry(type(entry), [entry.pk], language).get(entry.pk, {})
        self.known = {field: text for (_language, field), text in texts.items()}
        written = {field: text.text for field, text in self.known.items()}
        written |= proposal.payload if proposal else {}
        super().__init__(data, initial={"seen": state_seen(entry, language, proposal)} | written)
        for field in fields_in_languages(entry._meta.model_name):
            if getattr(entry, field) and (only is None or field in only):
                self.fields[field] = self._field(field)

    def _field(self, name):
        is_long = longest_in_languages(type(self.entry), name) > 1000
        label = capfirst(self.entry._meta.get_field(name).verbose_name)
        widget = forms.Textarea(attrs={"rows": 10 if is_long else 3})
        return text_field(type(self.entry), name, self.language, label=label, widget=widget)

    def look_again(self):
        """Go by the texts as they are now: whoever sends the form once more has seen them. Returns what to say."""
        self.data = self.data.copy()
        self.data["seen"] = state_seen(self.entry, self.language, self.proposal)
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
