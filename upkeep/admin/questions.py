"""Who was asked about which entry, and what became of it."""

from django.contrib import admin

from accounts.admin.looking import ReadOnlyAdmin
from accounts.looks import LoggedMixin
from curating.attention import Attention, AttentionFilter, AttentiveAdmin, Mend, Named, Rank, admin_page_of
from upkeep.admin.about import letter_link
from upkeep.models import Question


def by_entry_asked(questions, _address, _mend):
    """Return the first as Named: the entry that each is about, without whom was asked."""
    entries = [question.target for question in questions]
    return [Named(str(entry), admin_page_of(entry)) for entry in entries if entry]


def nobody_answered(label, narrow):
    """Return the Attention of questions for whose answer somebody has to look elsewhere."""
    return Attention(
        label,
        narrow,
        Rank.ASKED_IN_VAIN,
        Mend("Find out about the first in another way"),
        order=("asked_at", "pk"),
        named=by_entry_asked,
    )


@admin.register(Question)
class QuestionAdmin(LoggedMixin, AttentiveAdmin, ReadOnlyAdmin):
    """To look at alone: the site asks by itself, and those who were asked answer."""

    list_display = ["target", "who", "asked_at", "mails", "answered_at", "answer", "letter"]
    list_filter = [AttentionFilter, "answer", "target_kind"]
    list_select_related = ["correspondent"]
    fields = ["target", "who", "asked_at", "mails", "answered_at", "answer", "bounced"]
    readonly_fields = ["target", "who", "bounced"]
    attention = {
        "vain": nobody_answered("Entries asked about in vain", lambda questions: questions.in_vain()),
        "bounced": nobody_answered("Entries whose addresses no longer work", lambda questions: questions.bounced()),
        "doubtful": nobody_answered(
            "Entries asked about by an e-mail that may not have arrived", lambda questions: questions.in_doubt()
        ),
    }

    @admin.display(description="whom we asked", ordering="correspondent__email")
    def who(self, question):
        return question.correspondent.email

    @admin.display(description="another way")
    def letter(self, question):
        return letter_link(question.target) if question.target else "–"

    @admin.display(description="e-mails come back")
    def bounced(self, question):
        return question.correspondent.bounced_at
