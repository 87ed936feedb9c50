"""Those whom the site asked about an entry, and who answer that it has changed."""

from functools import partial

from entries.writers import Writer
from upkeep.actions import answer_changed, answer_right
from upkeep.answering import AnswerRefused, asked_by


def asked_writer(token):
    try:
        asked = asked_by(token)
    except AnswerRefused:
        return None
    email = asked.question.correspondent.email
    return Writer(asked.entry, email, partial(answer_right, token), partial(answer_changed, token))


WRITERS = [asked_writer]
