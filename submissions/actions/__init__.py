"""Every write of the intake. Each action is atomic, takes the acting user as `by`, and queues its mail with the change.

Views, admin, and commands call these and nothing else.
"""

from screening.facts import Visit
from submissions.actions.already_listed import turn_into_change
from submissions.actions.campaigns import NothingApproved, decide_campaign, undo_campaign_decision
from submissions.actions.deciding import (
    approve,
    approve_end,
    mark_all_spam,
    mark_spam,
    reconsider,
    reject,
    return_with_question,
    unmark_spam,
)
from submissions.actions.housekeeping import (
    delete_logos,
    delete_sent_mails,
    delete_spam_submissions,
    delete_unconfirmed,
    delete_withdrawn,
    empty_decided,
)
from submissions.actions.intake import ask_to_be_told, set_intake, take_up_what_was_left
from submissions.actions.judging import judge_again, learn_and_judge
from submissions.actions.people import (
    LastCaretaker,
    accept_invitation,
    add_caretaker,
    appoint_caretaker,
    appoint_translator,
    confirm_as_caretaker,
    invite,
    leave,
    remove_caretaker,
    sign_in_link,
    trust_translators,
)
from submissions.actions.reminding import remind_curators
from submissions.actions.stored import delete_person, erase, stored_about, stored_under
from submissions.actions.submitting import (
    IntakePaused,
    claim,
    confirm_submission,
    correct_address,
    hand_in,
    propose_asked_change,
    propose_change,
    report_mistake,
    send_again,
    send_link_again,
    take_up_held,
    withdraw_submission,
)
from submissions.actions.taking_back import decision_on_end, undo_end
from submissions.actions.translating import save_table, save_translation

__all__ = [
    "IntakePaused",
    "LastCaretaker",
    "NothingApproved",
    "Visit",
    "accept_invitation",
    "add_caretaker",
    "appoint_caretaker",
    "appoint_translator",
    "approve",
    "approve_end",
    "ask_to_be_told",
    "claim",
    "confirm_as_caretaker",
    "confirm_submission",
    "correct_address",
    "decide_campaign",
    "decision_on_end",
    "delete_logos",
    "delete_person",
    "delete_sent_mails",
    "delete_spam_submissions",
    "delete_unconfirmed",
    "delete_withdrawn",
    "empty_decided",
    "erase",
    "hand_in",
    "invite",
    "judge_again",
    "learn_and_judge",
    "leave",
    "mark_all_spam",
    "mark_spam",
    "propose_asked_change",
    "propose_change",
    "reconsider",
    "reject",
    "remind_curators",
    "remove_caretaker",
    "report_mistake",
    "return_with_question",
    "save_table",
    "save_translation",
    "send_again",
    "send_link_again",
    "set_intake",
    "sign_in_link",
    "stored_about",
    "stored_under",
    "take_up_held",
    "take_up_what_was_left",
    "trust_translators",
    "turn_into_change",
    "undo_campaign_decision",
    "undo_end",
    "unmark_spam",
    "withdraw_submission",
]
