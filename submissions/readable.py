"""What was typed, as a person reads it: names and labels instead of keys."""

from typing import NamedTuple

from django import forms

from entries.further import further_text_named, label_in_language
from entries.kinds import kind_named, kinds
from submissions.forms import MISTAKES
from submissions.forms.short import ClaimForm, ReportForm
from submissions.models import SubmissionKind
from submissions.payloads import changed_fields

# What reports and claims ask, in the words of their forms.
ASKED = {
    "what": ReportForm.base_fields["what"].label,
    "text": ReportForm.base_fields["text"].label,
    "role": ClaimForm.base_fields["role"].label,
}


class Field(NamedTuple):
    """One field with something in it. value: a text, or a list of texts; language: of a text in a further one."""

    name: str
    label: str
    value: object
    language: str = ""

    @property
    def is_list(self):
        return isinstance(self.value, list)


def handed_in(submission):
    """Return a Field for everything that somebody typed; of a change for what it would change, or empty."""
    payload = submission.payload
    if submission.kind == SubmissionKind.TRANSLATION:
        return fields(submission.entry_kind, payload, with_empty=True)
    typed = {name: payload[name] for name in changed_fields(payload, submission.base)}
    return fields(submission.entry_kind, typed, with_empty=True)


def typed_into(data):
    """Return a Field for everything in the form of an entry as it was sent, right or wrong; [] where it is none.

    Nobody says which kind of entry it is: it is that whose form asks most of what came.
    """
    kind = max(kinds(), key=lambda one: len(one.form.base_fields.keys() & data.keys()))
    form = kind.form(data)
    typed = {name: form[name].data for name in form.fields}
    return fields(kind.key, {name: value for name, value in typed.items() if value and value is not True})


def readable(kind, name, value):
    """Return how a person reads a plain value: a text, or a list of texts. kind: the key of one of entry."""
    if name == "what":
        return str(MISTAKES.get(value, value))
    field = kind_named(kind).form.base_fields.get(name)
    if isinstance(field, forms.ModelMultipleChoiceField):
        labels = {item.slug: field.label_from_instance(item) for item in field.queryset.all().filter(slug__in=value)}
        return [str(labels.get(slug, slug)) for slug in value]
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}
        return [labels.get(key, key) for key in value] if isinstance(value, list) else labels.get(value, value)
    return value


def fields(kind, payload, *, labels=ASKED, with_empty=False):
    """Return a Field for everything in a payload that is not empty, in the order of the form that it came by.

    labels: of what reports and claims ask; with_empty: whether what is empty counts too.
    """
    asked = list(kind_named(kind).form(initial=payload).fields)
    names = sorted(payload, key=lambda name: asked.index(name) if name in asked else len(asked))
    return [
        Field(
            name,
            label_of(kind, name, labels),
            payload[name] and readable(kind, name, payload[name]),
            language_of_field(kind, name),
        )
        for name in names
        if with_empty or payload[name]
    ]


def label_of(kind, name, labels=ASKED):
    asked = kind_named(kind).form.base_fields
    if text := further_text_named(kind, name):
        return label_in_language(asked[text.field].label, text.language)
    return asked[name].label if name in asked else labels.get(name, name)


def language_of_field(kind, name):
    """Return the further language that a field asks for a text in, "" of any other."""
    text = further_text_named(kind, name)
    return text.language if text else ""
