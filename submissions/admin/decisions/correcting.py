"""Taking a translation as a curator has corrected it."""

from django import forms
from django.core.exceptions import ValidationError

from submissions.actions import approve
from submissions.admin.decisions.approving import Approve
from submissions.admin.decisions.base import WritingForm, message_field
from submissions.models import SubmissionKind
from submissions.translating import TranslationForm


class Correct(WritingForm):
    """texts: the form with the texts of the translation, as its translator had it."""

    name = "corrected"
    done = "“%(title)s” is approved as you corrected it."
    message = message_field("A line to them, if you like")

    def __init__(self, data=None, *, review, typed=None):
        super().__init__(data, review=review, typed=typed)
        self.texts = TranslationForm(
            review.target, self.submission.into, data, proposal=self.submission, only=self.submission.payload
        )
        self.texts.initial |= (typed or {}).get("texts", {})
        for field in self.texts.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["class"] = "vLargeTextField"

    @staticmethod
    def is_offered(review):
        return Approve.is_offered(review) and review.submission.kind == SubmissionKind.TRANSLATION

    def clean(self):
        super().clean()
        if not self.texts.is_valid():
            raise ValidationError("Something in the texts below still has to be corrected.", code="texts")

    @property
    def typed(self):
        return {"message": self.cleaned_data.get("message", ""), "texts": self.texts.texts}

    def perform(self, by):
        approve(
            self.submission,
            by=by,
            payload=self.submission.payload | self.texts.texts,
            revision=self.cleaned_data["revision"],
            seen=self.seen,
            message=self.cleaned_data["message"],
        )
