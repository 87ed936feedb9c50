from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.looks import LoggedMixin
from cluster.contact import MAY_RELEASE, delete_message, release_message
from cluster.models import Message
from curating.attention import Attention, AttentionFilter, Mend, Rank
from curating.filters import FilterWithDefault
from screening.verdict import Verdict


class SpamFilter(FilterWithDefault):
    """Shows what is to be answered, and the spam only when it is asked for."""

    title = _("what the spam filter says")
    parameter_name = "verdict"

    def lookups(self, request, model_admin):
        return [(None, _("to answer")), (Verdict.SPAM.value, Verdict.SPAM.label)]

    def queryset(self, request, queryset):
        return queryset.spam() if self.value() == Verdict.SPAM else queryset.unanswered()


@admin.action(description=_("Not spam: e-mail it to the curators"), permissions=["release"])
def release_messages(model_admin, request, queryset):
    done = sum(release_message(message, by=request.user) for message in queryset)
    text = ngettext(
        "%(count)d message is no longer spam and on its way to the curators.",
        "%(count)d messages are no longer spam and on their way to the curators.",
        done,
    )
    model_admin.message_user(request, text % {"count": done}, messages.SUCCESS)


@admin.register(Message)
class MessageAdmin(LoggedMixin, admin.ModelAdmin):
    """Messages are read and, once they are answered, deleted; nobody writes or changes them here."""

    list_display = ["sent_at", "name", "email", "language", "verdict", "beginning"]
    list_display_links = ["sent_at", "beginning"]
    list_filter = [SpamFilter, AttentionFilter, "language"]
    search_fields = ["name", "email", "text"]
    # The signals stand in a table of their own.
    fields = ["name", "email", "text", "language", "sent_at", "verdict"]
    actions = [release_messages]
    attention = {
        "unanswered": Attention(
            _("Messages to answer"),
            lambda messages: messages.unanswered(),
            Rank.ANSWERS,
            Mend(_("Read and answer them"), in_list=True),
        )
    }

    @admin.display(description=_("message"))
    def beginning(self, message):
        return message.text[:80]

    def get_actions(self, request):
        """Only what makes sense for the rows shown; Django's own deletion, which asks first, by the name of what it is
        for.
        """
        actions = super().get_actions(request)
        is_spam = request.GET.get(SpamFilter.parameter_name) == Verdict.SPAM
        if not is_spam:
            actions.pop(release_messages.__name__, None)
        if "delete_selected" in actions and not is_spam:
            _function, name, _label = actions["delete_selected"]
            actions["delete_selected"] = (delete_selected, name, _("Answered: delete"))
        return actions

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_release_permission(self, request):
        return request.user.has_perm(MAY_RELEASE)

    def delete_model(self, request, obj):
        delete_message(obj)

    def delete_queryset(self, request, queryset):
        for message in queryset:
            delete_message(message)
