"""Everything between a stranger's form and the public directory."""

from submissions.models.curation import Reply, SpamExample
from submissions.models.intake import Intake, ReopeningRequest
from submissions.models.people import Caretaker, Invitation
from submissions.models.submission import (
    NEXT_STATES,
    AlreadyDecided,
    Decision,
    Kind,
    State,
    StateError,
    Submission,
    UploadedLogo,
)

__all__ = [
    "NEXT_STATES",
    "AlreadyDecided",
    "Caretaker",
    "Decision",
    "Intake",
    "Invitation",
    "Kind",
    "ReopeningRequest",
    "Reply",
    "SpamExample",
    "State",
    "StateError",
    "Submission",
    "UploadedLogo",
]
