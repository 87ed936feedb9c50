"""Every write of the intake. Each action is atomic, takes the acting user as `by`, and queues its mail with the change.

Views, admin, and commands call these and nothing else.
"""

from screening.facts import Visit
from submissions.actions.deciding import approve, mark_spam, reject, return_with_question, unmark_spam
from submissions.actions.housekeeping import (
    delete_logos,
    delete_sent_mails,
    delete_spam,
    delete_unconfirmed,
    delete_withdrawn,
)
from submissions.actions.intake import ask_to_be_told, set_intake
from submissions.actions.people import (
    LastCaretaker,
    accept_invitation,
    add_caretaker,
    confirm_entry,
    delete_person,
    invite,
    leave,
    sign_in_link,
    stored_about,
)
from submissions.actions.reminding import remind_curators
from submissions.actions.submitting import (
    IntakePaused,
    claim,
    confirm,
    correct_address,
    hand_in,
    propose_change,
    report_mistake,
    send_again,
    send_link_again,
    take_up_held,
    withdraw_submission,
)
from submissions.actions.turning import turn_into_change

__all__ = [
    "IntakePaused",
    "LastCaretaker",
    "Visit",
    "accept_invitation",
    "add_caretaker",
    "approve",
    "ask_to_be_told",
    "claim",
    "confirm",
    "confirm_entry",
    "correct_address",
    "delete_logos",
    "delete_person",
    "delete_sent_mails",
    "delete_spam",
    "delete_unconfirmed",
    "delete_withdrawn",
    "hand_in",
    "invite",
    "leave",
    "mark_spam",
    "propose_change",
    "reject",
    "remind_curators",
    "report_mistake",
    "return_with_question",
    "send_again",
    "send_link_again",
    "set_intake",
    "sign_in_link",
    "stored_about",
    "take_up_held",
    "turn_into_change",
    "unmark_spam",
    "withdraw_submission",
]
