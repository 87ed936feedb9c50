"""The decisions that a curator can take on one submission. Each is a form: what it asks, and the action it runs."""

from django import forms
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from entries.admin.widgets import Checklist
from submissions.actions import (
    approve,
    mark_spam,
    reject,
    return_with_question,
    turn_into_change,
    unmark_spam,
)
from submissions.admin.review import ASIDES
from submissions.forms import ENTRY_FORMS
from submissions.models import Kind, Reply, State
from submissions.models.submission import NEW_ENTRIES
from submissions.payloads import form_of, payload_of, read_base, sign_base
from submissions.publishing import payload_to_write

MESSAGE_LENGTH = 3000
STYLES = {
    forms.Textarea: "vLargeTextField",
    forms.TextInput: "vTextField",
    forms.URLInput: "vTextField",
}


class DecisionForm(forms.Form):
    """name: of the button and prefix of the fields; done: what the curator reads afterwards.

    review: the Review of the submission; typed: what a curator had typed before the submission changed beneath them.
    """

    name = ""
    done = ""
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, review, typed=None):
        super().__init__(data, prefix=self.name, initial=(typed or {}) | {"revision": review.submission.revision})
        self.review, self.submission = review, review.submission

    @staticmethod
    def is_offered(review):
        """Return whether the decision makes sense for a submission as it is now."""
        raise NotImplementedError

    def perform(self, by):
        """Run the action. Raises AlreadyDecided, PermissionDenied, ValidationError."""
        raise NotImplementedError

    @property
    def is_outdated(self):
        """Whether the submission is another by now than the page from which this was sent has shown."""
        return self.cleaned_data.get("revision") not in (None, self.submission.revision)

    @property
    def typed(self):
        """What to show again where this came too late."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}

    @property
    def answers(self):
        return self.cleaned_data


def message_field(label, *, required=False, help_text=""):
    return forms.CharField(
        label=label,
        required=required,
        max_length=MESSAGE_LENGTH,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
    )


class Approve(DecisionForm):
    name = "approve"
    done = _("“%(title)s” is approved.")
    message = message_field(_("A line to them, if you like"))
    fields_taken = forms.MultipleChoiceField(
        label=_("What to take over"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, review=review, **kwargs)
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
            raise ValidationError(_("Tick at least one field, or do not take the change."), code="none")
        return self.cleaned_data["fields_taken"]

    def perform(self, by):
        taken = self.cleaned_data.get("fields_taken")
        is_in_part = taken is not None and len(taken) < len(self.review.choices)
        approve(
            self.submission,
            by=by,
            fields=taken if is_in_part else None,
            revision=self.cleaned_data["revision"],
            message=self.cleaned_data["message"],
        )


class ApproveEdited(DecisionForm):
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
        self.entry = review.submission.target if self.submission.kind == Kind.CHANGE else None
        offered = payload_to_write(self.submission, self.entry)
        self.initial["offered"] = sign_base(offered)
        if data is None:
            self.entry_form = form_of(self.kind, offered | (typed or {}).get("edits", {}), self.entry)
        else:
            self.entry_form = ENTRY_FORMS[self.kind](data, instance=self.entry)
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
        return Approve.is_offered(review) and review.is_about_entry

    @property
    def fieldset(self):
        """The fields as the admin draws them."""
        return next(iter(AdminForm(self.entry_form, [(None, {"fields": list(self.entry_form.fields)})], {})))

    def clean_offered(self):
        offered = read_base(self.cleaned_data["offered"])
        if offered is None:
            raise ValidationError(_("This page is too old. Please open the submission anew."), code="forged")
        return offered

    def clean(self):
        super().clean()
        if not self.entry_form.is_valid():
            raise ValidationError(_("Something in the fields below is not right yet."), code="fields")

    @property
    def edits(self):
        """What the curator changed: name -> plain value."""
        offered = self.cleaned_data.get("offered", {})
        return {
            name: value
            for name, value in payload_of(self.entry_form).items()
            if name not in self.entry_form.errors and value != offered.get(name)
        }

    @property
    def typed(self):
        return {"message": self.cleaned_data.get("message", ""), "edits": self.edits}

    def perform(self, by):
        approve(
            self.submission,
            by=by,
            payload=self.submission.payload | self.edits,
            revision=self.cleaned_data["revision"],
            message=self.cleaned_data["message"],
        )


class ReplySelect(forms.Select):
    """Each option carries its text, for a script that fills it in. texts: key -> text."""

    texts = {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"attrs": option["attrs"] | {"data-text": self.texts.get(str(value), "")}}


class Answer(DecisionForm):
    """A decision with a reason. The chosen reply stands for an empty text."""

    use = ""
    reply = forms.ModelChoiceField(
        label=_("Start from"),
        queryset=Reply.objects.none(),
        required=False,
        empty_label=_("your own words"),
        widget=ReplySelect,
    )
    message = message_field(_("What you write to them"), help_text=_("Left empty, the chosen text is sent as it is."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["reply"]
        field.queryset = Reply.objects.filter(use=self.use)
        with override(self.submission.language):
            field.widget.texts = {str(reply.pk): reply.text for reply in field.queryset}

    def clean(self):
        data = super().clean()
        reply = data.get("reply")
        if not data.get("message") and "message" not in self.errors:
            if reply is None:
                self.add_error("message", ValidationError(_("Say why: this goes to them by mail."), code="required"))
                return data
            with override(self.submission.language):
                data["message"] = reply.text
        return data


class Return(Answer):
    name = "return"
    use = Reply.Use.RETURN
    done = _("“%(title)s” is back with whoever handed it in.")

    @staticmethod
    def is_offered(review):
        return review.submission.state == State.WAITING and review.submission.is_editable

    def perform(self, by):
        return_with_question(self.submission, by=by, **self.answers)


class Reject(Answer):
    name = "reject"
    use = Reply.Use.REJECT
    done = _("“%(title)s” is not taken.")

    @staticmethod
    def is_offered(review):
        return review.submission.state in (State.WAITING, State.RETURNED)

    def perform(self, by):
        reject(self.submission, by=by, **self.answers)


class Spam(DecisionForm):
    name = "spam"
    done = _("“%(title)s” is with the spam, from where it can be taken back for 30 days.")

    @staticmethod
    def is_offered(review):
        return review.submission.state in (State.WAITING, State.RETURNED)

    def perform(self, by):
        mark_spam(self.submission, by=by)


class NoSpam(DecisionForm):
    name = "nospam"
    done = _("“%(title)s” is back in the queue.")

    @staticmethod
    def is_offered(review):
        return review.submission.state == State.SPAM

    def perform(self, by):
        unmark_spam(self.submission, by=by)


class Turn(DecisionForm):
    name = "turn"
    done = _("“%(title)s” is a change to that entry now. Choose what to take over.")
    target = forms.TypedChoiceField(label=_("Which entry"), coerce=int)

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, review=review, **kwargs)
        self.fields["target"].choices = [(entry.pk, entry.name) for entry in review.duplicates]

    @staticmethod
    def is_offered(review):
        return (
            review.submission.state == State.WAITING
            and review.submission.kind in NEW_ENTRIES
            and bool(review.duplicates)
        )

    def perform(self, by):
        target = next(entry for entry in self.review.duplicates if entry.pk == self.cleaned_data["target"])
        turn_into_change(self.submission, target=target, by=by, revision=self.cleaned_data["revision"])


DECISIONS = {form.name: form for form in (Approve, ApproveEdited, Return, Reject, Spam, NoSpam, Turn)}
