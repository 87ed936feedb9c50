"""What is taken in, what is not, and what became of what was handed in."""

from submissions.books import open_books
from submissions.models import Intake
from submissions.views.base import IntakeView


class Rules(IntakeView):
    def get(self, request):
        return self.render("rules.html", books=open_books(), intake=Intake.current())
