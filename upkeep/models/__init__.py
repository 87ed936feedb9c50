"""What keeps entries true: signs that they run, what became of the addresses they lead to, and whom one may ask."""

from upkeep.models.asking import AnswerGiven, AskingMail, Question
from upkeep.models.contacts import ContactAddress, Correspondent
from upkeep.models.links import ACCUSING, LONGEST_ADDRESS, UNREACHED, LinkCheck, LinkOutcome, LinkVerdict
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
