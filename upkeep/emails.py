"""The mail that asks those who run entries whether they are still correct."""

from django.conf import settings
from django.utils.translation import override
from post_office.models import PRIORITY

from accounts.mail import leaving_headers, queue_mail
from upkeep.answering import answer_link, stop_link
from upkeep.ending import may_end
from upkeep.models import AnswerGiven

STOP_WORD = "stop"


def send_questions(correspondent, language, rows):
    """Queue one mail with the links to answer; rows: (entry, its Question) pairs. What others wait for goes first."""
    stop = stop_link(correspondent, language)
    return queue_mail(
        "ask_entries",
        correspondent.email,
        language,
        headers=leaving_headers(stop, STOP_WORD),
        priority=PRIORITY.low,
        never_twice=True,
        rows=[_row(entry, question, language) for entry, question in rows],
        is_reminder=all(question.mails > 1 for _entry, question in rows),
        stop_link=stop,
    )


def _row(entry, question, language):
    with override(language):
        page = settings.SITE_URL + entry.get_absolute_url()
    links = {answer.value: answer_link(question, answer, language) for answer in AnswerGiven}
    return {"entry": entry, "page": page, "may_end": may_end(entry), **links}
