"""Putting a submission where it belongs: with the spam, back from there, or beside an entry that it is about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from submissions.actions import mark_spam, turn_into_change, unmark_spam
from submissions.admin.decisions.base import DecisionForm
from submissions.models import State
from submissions.models.submission import NEW_ENTRIES


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
