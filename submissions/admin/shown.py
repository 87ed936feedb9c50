"""What was typed, as a person reads it: names and labels instead of keys."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.admin.differences import differences, list_differences
from submissions.forms import ENTRY_FORMS
from submissions.forms.short import MISTAKES

# What reports and claims ask.
SHORT_LABELS = {"what": _("What is wrong?"), "text": _("In their words"), "role": _("What they do there")}


class Field(NamedTuple):
    """One field with something in it. value: a text, or a list of texts."""

    name: str
    label: str
    value: object

    @property
    def is_list(self):
        return isinstance(self.value, list)


class Change(NamedTuple):
    """One field that a submission would change. before, after: lists of Pieces; overtaken: what the field said when
    the change was written, where somebody has changed it since, else "".
    """

    name: str
    label: str
    before: list
    after: list
    is_list: bool
    overtaken: str


def readable(kind, name, value):
    """Return how a person reads a plain value: a text, or a list of texts. kind: "project" or "organisation"."""
    if name == "what":
        return str(MISTAKES.get(value, value))
    field = ENTRY_FORMS[kind].base_fields.get(name)
    if isinstance(field, forms.ModelMultipleChoiceField):
        labels = {item.slug: field.label_from_instance(item) for item in field.queryset.all().filter(slug__in=value)}
        return [str(labels.get(slug, slug)) for slug in value]
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in field.choices}
        return [labels.get(key, key) for key in value] if isinstance(value, list) else labels.get(value, value)
    return value


def fields(kind, payload):
    """Return a Field for everything in a payload that is not empty, in the order of the form that it came by."""
    asked = list(ENTRY_FORMS[kind](initial=payload).fields)
    names = sorted(payload, key=lambda name: asked.index(name) if name in asked else len(asked))
    return [Field(name, label_of(kind, name), readable(kind, name, payload[name])) for name in names if payload[name]]


def label_of(kind, name):
    field = ENTRY_FORMS[kind].base_fields.get(name)
    return field.label if field else SHORT_LABELS.get(name, name)


def change(kind, name, *, now, base, proposed):
    """Return the Change of one field: from what the entry says now to what is proposed, all as plain values."""
    before, after = readable(kind, name, now), readable(kind, name, proposed)
    is_list = isinstance(after, list)
    pieces = list_differences(before, after) if is_list else differences(before, after)
    then = readable(kind, name, base) if base != now else ""
    return Change(name, label_of(kind, name), *pieces, is_list, ", ".join(then) if isinstance(then, list) else then)
