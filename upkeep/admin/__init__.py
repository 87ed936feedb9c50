"""The admin of what keeps entries true."""

from upkeep.admin.contacts import ContactAddressAdmin
from upkeep.admin.links import LinkCheckAdmin
from upkeep.admin.pairs import LikelyPairAdmin
from upkeep.admin.questions import QuestionAdmin
from upkeep.admin.signs import SignOfLifeAdmin
from upkeep.admin.words import VisitorsWordAdmin

__all__ = [
    "ContactAddressAdmin",
    "LikelyPairAdmin",
    "LinkCheckAdmin",
    "QuestionAdmin",
    "SignOfLifeAdmin",
    "VisitorsWordAdmin",
]
