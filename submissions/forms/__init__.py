"""The forms of the intake."""

from accounts.stamps import Opened, read_stamp, stamp
from submissions.forms.sending import LogoForm, SenderForm
from submissions.forms.short import MISTAKES, AddressForm, ClaimForm, InvitationForm, ReportForm

__all__ = [
    "MISTAKES",
    "AddressForm",
    "ClaimForm",
    "InvitationForm",
    "LogoForm",
    "Opened",
    "ReportForm",
    "SenderForm",
    "read_stamp",
    "stamp",
]
