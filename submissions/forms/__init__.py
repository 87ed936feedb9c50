"""The forms of the intake."""

from accounts.stamps import Opened, read_stamp, stamp
from submissions.forms.languages import ADD_LANGUAGE, FurtherLanguageForm
from submissions.forms.sending import LogoForm, SenderForm
from submissions.forms.short import MISTAKES, AddressForm, ClaimForm, InvitationForm, ReportForm

__all__ = [
    "ADD_LANGUAGE",
    "MISTAKES",
    "AddressForm",
    "ClaimForm",
    "FurtherLanguageForm",
    "InvitationForm",
    "LogoForm",
    "Opened",
    "ReportForm",
    "SenderForm",
    "read_stamp",
    "stamp",
]
