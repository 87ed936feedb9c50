"""The admin of what keeps entries true."""

from upkeep.admin.links import LinkCheckAdmin
from upkeep.admin.signs import SignOfLifeAdmin

__all__ = ["LinkCheckAdmin", "SignOfLifeAdmin"]
