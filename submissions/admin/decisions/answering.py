"""Giving a submission back with a question, or not taking it: with words for those who handed it in."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from submissions.actions import reject, return_with_question
from submissions.admin.decisions.base import DecisionForm, message_field
from submissions.models import Reply, State


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
    message = message_field(
        _("What you write to them"), help_text=_("If this is left empty, the chosen text is sent as it is.")
    )

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
                self.add_error("message", ValidationError(_("Say why: this goes to them by e-mail."), code="required"))
                return data
            with override(self.submission.language):
                data["message"] = reply.text
        return data


class Return(Answer):
    name = "return"
    use = Reply.Use.RETURN
    done = _("“%(title)s” is back with the person who handed it in.")

    @staticmethod
    def is_offered(review):
        return review.submission.state == State.WAITING and review.submission.is_editable

    def perform(self, by):
        return_with_question(self.submission, by=by, **self.answers)


class Reject(Answer):
    name = "reject"
    use = Reply.Use.REJECT
    done = _("“%(title)s” is not accepted.")

    @staticmethod
    def is_offered(review):
        return review.submission.state in (State.WAITING, State.RETURNED)

    def perform(self, by):
        reject(self.submission, by=by, **self.answers)
