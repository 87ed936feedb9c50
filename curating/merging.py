"""Merging two entries: both side by side, a choice for each field in which they differ, and what goes along."""

import copy
from functools import cached_property
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from curating.bulk import ActionForm, confirmed_action
from entries.actions import MergerError, check_merger, merge_two, rows_that_name
from entries.declared_fields import KEEPS_ITS_OWN
from entries.kinds import kind_of
from entries.likeness import likeness
from entries.versions import value_in_words
from entries.wording import comma_list
from screening.domains import domain_of_website

BOTH = "both"
PREFIX = "take_"
# By these two entries are known; where they are less alike than that, a curator is warned.
TELLING = ("name", "website", "summary")
LEAST_ALIKE = 50


class Side(NamedTuple):
    """What one entry says of a field, and the button to take it."""

    text: str
    option: object


class Compared(NamedTuple):
    """A field in which two entries differ. both: the button to take what they say together, or None; likeness: in per
    cent, None where it tells nothing; is_unlike: whether that should make somebody think twice.
    """

    label: str
    sides: list[Side]
    both: object
    likeness: int | None
    is_unlike: bool
    errors: object


def likeness_of_values(name, one, other):
    """Return how alike two values are in words, from 0 to 100; of websites their domains count."""
    if name == "website":
        one, other = domain_of_website(one) or one, domain_of_website(other) or other
    return round(likeness(one, other))


def mergeable(kind):
    """Return the EntryFields of a kind that a merger can take from either entry; of dates of trust the later stays."""
    return [
        field
        for field in kind.fields
        if (callable(field.merge) or field.merge is KEEPS_ITS_OWN)
        and not field.merged_with
        and field.admin
        and field.admin != "trust"
    ]


def text_of_field(entry, name):
    field = entry._meta.get_field(name)
    return str(value_in_words(field, field.value_from_object(entry)))


class MergeForm(ActionForm):
    """Which one stays, and for each field in which they differ whose value it has then; the rule of the field where
    nothing was chosen.
    """

    refusals = {
        "merged": _("These two have been merged already: the address of the withdrawn one leads to the other."),
        "hidden": _(
            "This one is not public and the other one is: visitors would find neither. "
            "Publish it first, or keep the other one."
        ),
        "cities": _("Together they have more cities than one entry can have: take some from one of them first."),
    }
    keep = forms.ModelChoiceField(
        label=_("Which one stays?"), queryset=None, empty_label=None, widget=forms.RadioSelect
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["keep"]
        field.queryset = type(self.entries[0])._base_manager.filter(pk__in=[entry.pk for entry in self.entries])
        field.label_from_instance = lambda entry: f"{entry.name} ({entry.slug}, {entry.get_publication_display()})"
        self.likely = max(self.entries, key=lambda entry: (entry.is_published, -entry.pk))
        field.initial = self.likely.pk
        for declared in self.differing:
            self.fields[PREFIX + declared.name] = self.choice_of(declared)

    @cached_property
    def kind(self):
        return kind_of(self.entries[0])

    @cached_property
    def differing(self):
        one, other = self.entries
        return [
            each for each in mergeable(self.kind) if text_of_field(one, each.name) != text_of_field(other, each.name)
        ]

    def choice_of(self, declared):
        """Return the field that asks of whom a value is taken; what the rule says is chosen already."""
        keep, name = self.likely, declared.name
        ruled = getattr(keep, name)
        if callable(declared.merge):
            ruled = declared.merge(keep, the_other(self.entries, keep), name)
        choices = [(str(entry.pk), entry.name) for entry in self.entries]
        fitting = [str(entry.pk) for entry in (keep, the_other(self.entries, keep)) if getattr(entry, name) == ruled]
        label = self.entries[0]._meta.get_field(name).verbose_name
        return forms.ChoiceField(
            label=label,
            required=False,
            choices=choices if fitting else [*choices, (BOTH, _("both"))],
            initial=fitting[0] if fitting else BOTH,
            widget=forms.RadioSelect,
        )

    @property
    def state(self):
        """What a page says that it shows: the versions of both."""
        return " ".join(str(entry.revision) for entry in self.entries)

    @cached_property
    def rows(self):
        return [self.compared(declared.name) for declared in self.differing]

    def compared(self, name):
        texts = [text_of_field(entry, name) for entry in self.entries]
        bound = self[PREFIX + name]
        options = list(bound)
        alike = likeness_of_values(name, *texts) if name in TELLING and all(texts) else None
        return Compared(
            label=bound.label,
            sides=[Side(text, option) for text, option in zip(texts, options, strict=False)],
            both=options[2] if len(options) > 2 else None,
            likeness=alike,
            is_unlike=alike is not None and alike < LEAST_ALIKE,
            errors=bound.errors,
        )

    @property
    def unlike(self):
        """Return the labels of what two of the same would have in common, and these do not."""
        return comma_list(str(row.label) for row in self.rows if row.is_unlike)

    @property
    def hanging_on(self):
        """Return (words for what goes along, how many of it each of both has)."""
        found = [dict(rows_that_name(entry)) for entry in self.entries]
        return [(label, [one.get(label, 0) for one in found]) for label in dict.fromkeys([*found[0], *found[1]])]

    def clean_seen(self):
        seen = self.cleaned_data["seen"]
        if seen and seen != self.state:
            raise ValidationError(_("One of them was edited after you opened this page. Please look again."))
        return seen

    def clean_keep(self):
        keep = self.cleaned_data["keep"]
        try:
            check_merger(keep=keep, duplicate=the_other(self.entries, keep))
        except MergerError as error:
            raise ValidationError(self.refusals[error.code], code=error.code) from error
        return keep

    def clean(self):
        """Return the entry that stays, and the values that were chosen for it."""
        cleaned = super().clean()
        keep = cleaned.get("keep")
        if keep is None:
            return cleaned
        values = {}
        by_key = {str(entry.pk): entry for entry in self.entries}
        for declared in self.differing:
            if chosen := by_key.get(cleaned.get(PREFIX + declared.name)):
                names = [declared.name, *(one.name for one in self.kind.fields if one.merged_with == declared.name)]
                values |= {name: getattr(chosen, name) for name in names}
        self.check(keep, values)
        return {"keep": keep, "values": values}

    def check(self, keep, values):
        """Say beside a choice where the entry could not be so."""
        made = copy.copy(keep)
        for name, value in values.items():
            setattr(made, name, value)
        try:
            made.clean()
            made.validate_constraints()
        except ValidationError as error:
            for name, errors in error.update_error_dict({}).items():
                self.add_error(PREFIX + name if PREFIX + name in self.fields else "keep", errors)

    @staticmethod
    def complaint(entries):
        return "" if len(entries) == 2 else _("Choose exactly two entries to merge.")


def the_other(entries, keep):
    """Return the one of two entries that is not kept."""
    return next(entry for entry in entries if entry.pk != keep.pk)


def perform(entries, *, by, keep, values):
    duplicate = the_other(entries, keep)
    merge_two(keep=keep, duplicate=duplicate, by=by, values=values)
    link = reverse("admin:entries_merger_changelist")
    told = [format_html('{} <a href="{}">{}</a>', _("If that was a mistake:"), link, _("undo it"))]
    without = [theme.name for theme in duplicate.themes.all() if theme.slug not in keep.theme_keys]
    if without:
        text = _("There was no room for these themes of %(entry)s: %(themes)s.")
        told.append(text % {"entry": duplicate, "themes": comma_list(without)})
    return len(entries), told


MERGE = confirmed_action(
    "merge_entries",
    _("Merge two duplicates"),
    _("One stays and gets what only the other one has; the other is withdrawn, and its address redirects."),
    perform,
    form=MergeForm,
    template="admin/curating/merge.html",
)
