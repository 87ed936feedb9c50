"""The decisions that a curator can take on one submission. Each is a form: what it asks, and the action it runs."""

from submissions.admin.decisions.answering import Reject, Return
from submissions.admin.decisions.approving import Approve, ApproveEdited
from submissions.admin.decisions.correcting import Correct
from submissions.admin.decisions.ending import End, Unend
from submissions.admin.decisions.sorting import NoSpam, Reconsider, Spam, Turn

__all__ = ["DECISIONS", "NoSpam", "Reconsider", "Spam", "Unend"]

ALL_DECISIONS = (End, Unend, Approve, ApproveEdited, Correct, Return, Reject, Spam, NoSpam, Reconsider, Turn)
DECISIONS = {form.name: form for form in ALL_DECISIONS}
