"""Everything between a stranger's form and the public directory."""

from submissions.models.curation import BlockedDomain, LearnedWord, Reply, SpamExample
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
    "BlockedDomain",
    "Caretaker",
    "Decision",
    "Intake",
    "Invitation",
    "Kind",
    "LearnedWord",
    "ReopeningRequest",
    "Reply",
    "SpamExample",
    "State",
    "StateError",
    "Submission",
    "UploadedLogo",
]
