"""Writes to what keeps entries true."""

from upkeep.actions.asking import (
    MailIsStuck,
    answer_changed,
    answer_ended,
    answer_right,
    ask_those_due,
    note_asking_bounce,
    stop_asking,
)
from upkeep.actions.contacts import delete_contact, save_contact, set_stopped
from upkeep.actions.links import enlist_addresses, look_again, note_looks, settle_link, take_new_address
from upkeep.actions.pairs import ask_about_again, note_pairs, tell_apart
from upkeep.actions.signs import delete_sign, note_sign
from upkeep.actions.words import keep_word, settle_words

__all__ = [
    "MailIsStuck",
    "answer_changed",
    "answer_ended",
    "answer_right",
    "ask_about_again",
    "ask_those_due",
    "delete_contact",
    "delete_sign",
    "enlist_addresses",
    "keep_word",
    "look_again",
    "note_asking_bounce",
    "note_looks",
    "note_pairs",
    "note_sign",
    "save_contact",
    "set_stopped",
    "settle_link",
    "settle_words",
    "stop_asking",
    "take_new_address",
    "tell_apart",
]
