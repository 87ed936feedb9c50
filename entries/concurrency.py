"""Refuses to write over what somebody else has saved since a form was opened.

`Entry.revision`, which every action moves on, travels in a hidden field of the form. It is compared under a lock
that holds until the transaction of the request ends, so that two people who save at once cannot both win.
"""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entries.versions import changes

# Of the versions that others saved while a form was open.
MOST_TOLD = 20


class Difference(NamedTuple):
    label: str
    theirs: str
    yours: str


class Saved(NamedTuple):
    """One version, which says who, when and why, and its list of entries.versions.Change."""

    version: Any
    changes: list


class GuardedForm(forms.ModelForm):
    """A model form that must know the revision that it changes.

    After a refusal `conflict` lists the fields that differ, `meantime` what was Saved since the form was opened, the
    newest first, and the form bears the new revision: saving it once more, with both versions seen, writes over the
    other one. Nothing that was typed is lost.
    """

    # Not called `revision`: a form has no fields of the model's columns that nobody edits.
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Fields that are no part of either version.
    not_compared = frozenset({"seen_revision"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflict = []
        self.meantime = []
        self.has_more_in_history = False
        self.is_refused = False
        if "seen_revision" in self.fields:
            self.fields["seen_revision"].initial = self.instance.revision

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            stored = type(self.instance)._base_manager.select_for_update().get(pk=self.instance.pk)
            if self.cleaned_data.get("seen_revision") != stored.revision:
                self._refuse(stored)
        return cleaned

    def differences(self, stored):
        """Return a Difference for every field in which the stored entry and this form are not the same."""
        other = type(self)(instance=stored)
        found = []
        for name, field in self.fields.items():
            if name in self.not_compared or field.disabled:
                continue
            theirs = other.get_initial_for_field(other.fields[name], name)
            if field.has_changed(theirs, self[name].data):
                yours = self.cleaned_data.get(name, self[name].data)
                found.append(Difference(field.label, field_text(field, theirs), field_text(field, yours)))
        return found

    def _refuse(self, stored):
        self.is_refused = True
        self.conflict = self.differences(stored)
        self._tell_meantime(stored)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_revision")] = stored.revision
        raise ValidationError(
            _(
                "Somebody else has saved this in the meantime. Nothing was written. Compare both versions below, "
                "change yours where theirs is better, and save again: yours then takes the place of theirs."
            ),
            code="conflict",
        )

    def _tell_meantime(self, stored):
        """Note what the differences do not show: an entry withdrawn or merged away has the same fields as before."""
        seen = self.cleaned_data.get("seen_revision") or 0
        since = stored.history.filter(revision__gt=seen).select_related("history_user")
        self.meantime = [Saved(version, _changes_of(version)) for version in since[:MOST_TOLD]]
        self.has_more_in_history = since[MOST_TOLD:].exists()


def _changes_of(version):
    before = version.prev_record
    return changes(before, version) if before else []


def field_text(field, value):
    """Return how a person reads a form field's value."""
    if value is None or value == "":
        return ""
    choices = dict(getattr(field, "choices", ())) if not isinstance(field, forms.ModelChoiceField) else {}
    if isinstance(field, forms.ModelMultipleChoiceField) or isinstance(value, (list, tuple)):
        return ", ".join(str(choices.get(item, item)) for item in value)
    if isinstance(field, forms.ModelChoiceField) and not hasattr(value, "pk"):
        return str(field.queryset.filter(pk__in=[value]).first() or value)
    return str(choices.get(value, value))
