"""What keeps entries true: signs that they run, what became of their addresses, whom one may ask, what is alike."""

from upkeep.models.asking import AnswerGiven, AskingMail, Question
from upkeep.models.contacts import ContactAddress, Correspondent
from upkeep.models.links import ACCUSING, LONGEST_ADDRESS, UNREACHED, LinkCheck, LinkOutcome, LinkVerdict
from upkeep.models.pairs import LikelyPair
from upkeep.models.signs import LONGEST_SOURCE, Evidence, EvidenceRow, SignOfLife, validate_addresses, validate_written
from upkeep.models.words import VisitorsWord, Word

__all__ = [
    "ACCUSING",
    "LONGEST_ADDRESS",
    "LONGEST_SOURCE",
    "UNREACHED",
    "AnswerGiven",
    "AskingMail",
    "ContactAddress",
    "Correspondent",
    "Evidence",
    "EvidenceRow",
    "LikelyPair",
    "LinkCheck",
    "LinkOutcome",
    "LinkVerdict",
    "Question",
    "SignOfLife",
    "VisitorsWord",
    "Word",
    # Migrations know them by this name.
    "validate_addresses",
    "validate_written",
]
