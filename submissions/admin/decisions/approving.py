"""Taking what was handed in: as it is, a part of it, or as a curator has mended it."""

from django import forms
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from curating.widgets import Checklist
from entries.kinds import kind_named
from submissions.actions import approve
from submissions.admin.decisions.base import WritingForm, message_field
from submissions.admin.review import ASIDES
from submissions.models import State, SubmissionKind
from submissions.payloads import changed_fields, form_of, payload_of, read_base, sign_base
from submissions.publishing import payload_to_write

STYLES = {
    forms.Textarea: "vLargeTextField",
    forms.TextInput: "vTextField",
    forms.URLInput: "vTextField",
}


class Approve(WritingForm):
    name = "approve"
    done = _("“%(title)s” is approved.")
    message = message_field(_("A line to them, if you like"))
    fields_taken = forms.MultipleChoiceField(
        label=_("What to accept"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    takes_over = forms.BooleanField(
        label=_("In place of those who look after it now"),
        required=False,
        help_text=_("Otherwise beside them. Each of them is told by e-mail, in either case."),
    )

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, review=review, **kwargs)
        if self.submission.kind != SubmissionKind.CLAIM or not review.caretakers:
            del self.fields["takes_over"]
        if not review.choices:
            del self.fields["fields_taken"]
        else:
            self.fields["fields_taken"].choices = review.choices
            self.initial.setdefault("fields_taken", review.suggested)
        if review.was_merged:
            with override(self.submission.language):
                self.initial.setdefault(
                    "message", str(_("It was listed already, so we added what you wrote to that entry."))
                )

    @staticmethod
    def is_offered(review):
        return review.submission.state == State.WAITING and not review.is_gone

    def clean_fields_taken(self):
        if not self.cleaned_data["fields_taken"]:
            raise ValidationError(_("Tick at least one field, or do not accept the change."), code="none")
        return self.cleaned_data["fields_taken"]

    def perform(self, by):
        taken = self.cleaned_data.get("fields_taken")
        is_in_part = taken is not None and len(taken) < len(self.review.choices)
        approve(
            self.submission,
            by=by,
            fields=taken if is_in_part else None,
            revision=self.cleaned_data["revision"],
            seen=self.seen,
            message=self.cleaned_data["message"],
            takes_over=self.cleaned_data.get("takes_over", False),
        )


class ApproveEdited(WritingForm):
    """The form that the submission came by, for the curator to mend. Only what they change is taken from it, so that
    nothing is written over that the entry has got meanwhile.
    """

    name = "edited"
    done = _("“%(title)s” is approved as you edited it.")
    message = message_field(_("A line to them, if you like"))
    offered = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, review, typed=None):
        super().__init__(data, review=review, typed=typed)
        self.kind = self.submission.entry_kind
        self.entry = review.submission.target if self.submission.kind == SubmissionKind.CHANGE else None
        offered = payload_to_write(self.submission, self.entry)
        self.initial["offered"] = sign_base(offered)
        if data is None:
            self.entry_form = form_of(self.kind, offered | (typed or {}).get("edits", {}), self.entry)
        else:
            self.entry_form = kind_named(self.kind).form(data, instance=self.entry, by_curator=True)
        for name in ASIDES:
            del self.entry_form.fields[name]
        for field in self.entry_form.fields.values():
            if isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget = Checklist(choices=field.choices)
                continue
            style = next((style for kind, style in STYLES.items() if isinstance(field.widget, kind)), "")
            field.widget.attrs["class"] = style

    @staticmethod
    def is_offered(review):
        return Approve.is_offered(review) and review.submission.describes_entry

    @property
    def fieldset(self):
        """The fields as the admin draws them."""
        return next(iter(AdminForm(self.entry_form, [(None, {"fields": list(self.entry_form.fields)})], {})))

    def clean_offered(self):
        offered = read_base(self.cleaned_data["offered"])
        if offered is None:
            raise ValidationError(_("This page is too old. Please open the submission again."), code="forged")
        return offered

    def clean(self):
        super().clean()
        if not self.entry_form.is_valid():
            raise ValidationError(_("Something in the fields below still has to be corrected."), code="fields")

    @property
    def edits(self):
        """What the curator changed: name -> plain value."""
        typed = payload_of(self.entry_form)
        changed = changed_fields(typed, self.cleaned_data.get("offered", {}))
        return {name: typed[name] for name in changed if name not in self.entry_form.errors}

    @property
    def typed(self):
        return {"message": self.cleaned_data.get("message", ""), "edits": self.edits}

    def perform(self, by):
        approve(
            self.submission,
            by=by,
            payload=self.submission.payload | self.edits,
            revision=self.cleaned_data["revision"],
            seen=self.seen,
            message=self.cleaned_data["message"],
        )
