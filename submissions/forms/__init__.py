"""The forms of the intake."""

from accounts.stamps import Opened, read_stamp, stamp
from submissions.forms.entries import ENTRY_FORMS, EntryForm, OrganisationForm, ProjectForm
from submissions.forms.sending import LogoForm, SenderForm
from submissions.forms.short import MISTAKES, AddressForm, ClaimForm, InvitationForm, ReportForm

__all__ = [
    "ENTRY_FORMS",
    "MISTAKES",
    "AddressForm",
    "ClaimForm",
    "EntryForm",
    "InvitationForm",
    "LogoForm",
    "Opened",
    "OrganisationForm",
    "ProjectForm",
    "ReportForm",
    "SenderForm",
    "read_stamp",
    "stamp",
]
