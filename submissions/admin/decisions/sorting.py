"""Putting a submission where it belongs: with the spam, back from there, or beside an entry that it is about."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from submissions.actions import mark_spam, reconsider, turn_into_change, unmark_spam
from submissions.admin.decisions.base import DecisionForm, message_field
from submissions.admin.decisions.wording import HOW_LONG_SPAM_STAYS
from submissions.models import State
from submissions.models.submission import NEW_ENTRIES


class Spam(DecisionForm):
    name = "spam"
    done = format_lazy("{} {}", _("“%(title)s” is marked as spam."), HOW_LONG_SPAM_STAYS)

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


class Reconsider(DecisionForm):
    name = "reconsider"
    done = _("“%(title)s” is back in the queue, and the person who handed it in is told so.")
    message = message_field(_("A line to them, if you like"))

    @staticmethod
    def is_offered(review):
        return review.submission.is_reconsiderable

    def perform(self, by):
        reconsider(self.submission, by=by, **self.answers)


class Turn(DecisionForm):
    name = "turn"
    done = _("“%(title)s” is now a change to that entry. Choose what to accept.")
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
