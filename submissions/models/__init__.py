"""Everything between a stranger's form and the public directory."""

from submissions.models.campaign import Campaign, CampaignDecision
from submissions.models.curation import Reply, SpamExample
from submissions.models.intake import Intake, ReopeningRequest
from submissions.models.people import Caretaker, CaretakerStep, Invitation, Translator
from submissions.models.submission import (
    NEXT_STATES,
    AlreadyDecided,
    Decision,
    Payload,
    State,
    StateError,
    StepMail,
    Submission,
    SubmissionKind,
    UploadedLogo,
)

__all__ = [
    "NEXT_STATES",
    "AlreadyDecided",
    "Campaign",
    "CampaignDecision",
    "Caretaker",
    "CaretakerStep",
    "Decision",
    "Intake",
    "Invitation",
    "Payload",
    "ReopeningRequest",
    "Reply",
    "SpamExample",
    "State",
    "StateError",
    "StepMail",
    "Submission",
    "SubmissionKind",
    "Translator",
    "UploadedLogo",
]
