"""What the decisions share."""

from django import forms

from submissions.models import SubmissionKind
from submissions.payloads import read_base, sign_base, what_it_meets

MESSAGE_LENGTH = 3000


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


class WritingForm(DecisionForm):
    """A decision that may write into a listed entry: it comes too late where somebody changed what it would replace."""

    entry_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, review, typed=None):
        super().__init__(data, review=review, typed=typed)
        writes_over = self.submission.kind in (SubmissionKind.CHANGE, SubmissionKind.TRANSLATION)
        if writes_over and review.target:
            self.initial["entry_seen"] = sign_base(what_it_meets(self.submission, review.target))
        else:
            del self.fields["entry_seen"]

    @property
    def seen(self):
        """What the entry said when the page was opened; {} where the page does not say, None where none is written."""
        return read_base(self.cleaned_data["entry_seen"]) or {} if "entry_seen" in self.fields else None


def message_field(label, *, required=False, help_text=""):
    return forms.CharField(
        label=label,
        required=required,
        max_length=MESSAGE_LENGTH,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
    )
