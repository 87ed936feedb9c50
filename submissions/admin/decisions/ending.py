"""Believing a report that a project has ended: in which year, and what took over."""

import re

from django.core.exceptions import ValidationError

from entries.models import PublicationState
from entries.validators import validate_year
from projects.admin import EndingForm
from projects.models import Project, Status
from submissions.actions import approve_end, undo_end
from submissions.admin.decisions.base import DecisionForm, message_field
from submissions.models import State, Submission, SubmissionKind

FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")


def year_named_in(text):
    """Return the one year of which a text speaks, None where it names none or several."""
    found = {int(digits) for digits in FOUR_DIGITS.findall(text)}
    possible = [year for year in found if _is_possible(year)]
    return possible[0] if len(possible) == 1 else None


def _is_possible(year):
    try:
        validate_year(year)
    except ValidationError:
        return False
    return True


class End(EndingForm, DecisionForm):
    name = "end"
    done = "“%(title)s” is dealt with: its page says that it has ended."
    message = message_field("A line to them, if you like")

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, review=review, **kwargs)
        self.initial.setdefault("ended", year_named_in(self.submission.payload.get("text", "")))

    @property
    def entries(self):
        return [self.review.target]

    @staticmethod
    def is_offered(review):
        submission, target = review.submission, review.target
        says_so = submission.kind == SubmissionKind.REPORT and submission.payload.get("what") == "ended"
        may_end = isinstance(target, Project) and target.publication != PublicationState.WITHDRAWN
        return says_so and submission.state == State.WAITING and may_end and target.status != Status.DISCONTINUED

    def clean_ended(self):
        ended, launched = self.cleaned_data["ended"], self.review.target.launched
        if ended and launched and ended < launched:
            text = "It cannot have ended before it was launched, in %(year)s."
            raise ValidationError(text, code="before_launch", params={"year": launched})
        return ended

    @property
    def others(self):
        """How many reports that say the same are decided with it."""
        return Submission.objects.saying_the_same(self.submission).count()

    def perform(self, by):
        others = self.others
        approve_end(self.submission, by=by, **self.answers)
        if others:
            self.done = f"{self.done} {_reports(others)} decided with it."


class Unend(DecisionForm):
    name = "unend"
    done = "It is undone: the entry says again what it said, and “%(title)s” is back in the queue."

    @staticmethod
    def is_offered(review):
        return review.decision_on_end is not None

    @property
    def others(self):
        """How many reports were decided with it, and are undone with it."""
        return self.review.decision_on_end.along.filter(submission__state=State.APPROVED).count()

    def perform(self, by):
        done = undo_end(self.submission, by=by)
        if len(done) > 1:
            self.done = f"{self.done} {_reports(len(done) - 1)} back with it."


def _reports(number):
    return f"{number} other reports that say the same are" if number > 1 else "1 other report that says the same is"
