from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.looks import LoggedMixin
from cluster.contact import MAY_ANSWER, MAY_RELEASE, AlreadyAnswered, answer_message, delete_message, release_message
from cluster.forms import AnswerForm
from cluster.models import Message
from curating.attention import PARAMETER, Attention, AttentionFilter, Mend, Rank, admin_page_of
from curating.filters import FilterWithDefault
from screening.verdict import Verdict

ANSWERED = "answered"
# The line of the start page that is about what was answered.
UNREACHED = "unreached"


class SpamFilter(FilterWithDefault):
    """Shows what is to be answered, and what was answered or is spam only when it is asked for."""

    title = _("what the spam filter says")
    parameter_name = "verdict"

    def lookups(self, request, model_admin):
        return [(None, _("to answer")), (ANSWERED, _("answered")), (Verdict.SPAM.value, Verdict.SPAM.label)]

    def queryset(self, request, queryset):
        shown = {Verdict.SPAM: queryset.spam, ANSWERED: queryset.answered}
        if not self.value() and request.GET.get(PARAMETER) == UNREACHED:
            return queryset
        return shown.get(self.value(), queryset.unanswered)()


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
    """Messages are read and answered; nobody writes or changes them here."""

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
        ),
        UNREACHED: Attention(
            "Answered by an e-mail that did not arrive",
            lambda messages: messages.unreached(),
            Rank.UNREACHED,
            Mend("See whose they are", in_list=True),
        ),
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

    # Answers

    def get_urls(self):
        view = self.admin_site.admin_view(self.answer)
        return [path("<path:object_id>/answer/", view, name="cluster_message_answer"), *super().get_urls()]

    def answer(self, request, object_id):
        """Send an answer; one that is refused comes back beside its message, as it was typed."""
        if not request.user.has_perm(MAY_ANSWER):
            raise PermissionDenied
        message = self.get_object(request, object_id)
        if message is None:
            raise Http404
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self.is_sent(request, message, form):
            return redirect(admin_page_of(message))
        context = self.admin_site.each_context(request) | self.conversation(request, message, form)
        context |= {"title": str(message), "opts": self.opts, "original": message}
        return TemplateResponse(request, "admin/cluster/message/answer.html", context)

    def is_sent(self, request, message, form):
        try:
            answer_message(message, by=request.user, **form.cleaned_data)
        except AlreadyAnswered:
            text = _("Somebody else has answered, or put this away, in the meantime. Send yours if it is still needed.")
            form.add_error(None, text)
            return False
        self.log_change(request, message, gettext("Answered by e-mail."))
        self.message_user(request, _("Your answer is on its way."), messages.SUCCESS)
        return True

    def conversation(self, request, message, form):
        """Return what the part of the page with the answers needs; form: None where none may be given."""
        may_answer = request.user.has_perm(MAY_ANSWER) and not message.is_spam
        return {"answers": message.answers.told().select_related("by"), "form": form if may_answer else None}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["conversation"] = self.conversation(request, obj, AnswerForm())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def delete_model(self, request, obj):
        delete_message(obj)

    def delete_queryset(self, request, queryset):
        for message in queryset:
            delete_message(message)
