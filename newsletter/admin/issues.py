import re
from base64 import b64encode
from hashlib import sha256

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cluster.admin.base import CuratedAdmin, CuratedForm
from curating.attention import Attention, AttentionFilter
from curating.bulk import ActionForm, ReasonForm, confirmed_action, one_by_one
from newsletter.actions import (
    cancel,
    delete_draft,
    put_together,
    save_issue,
    schedule,
    send_to_oneself,
    show_again,
    withdraw_issue,
)
from newsletter.emails import IssueMail
from newsletter.models import Issue, IssueError, IssueState
from taxonomy.texts import CODES

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class IssueForm(CuratedForm):
    required_texts = ("title", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("If this is left empty, it is made from the title.")

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and Issue.objects.get(pk=self.instance.pk).is_being_queued:
            raise ValidationError(_("It is already being sent; nothing was changed."), code="sending")
        return cleaned


class ScheduleForm(ActionForm):
    send_at = forms.SplitDateTimeField(
        label=_("When"),
        widget=AdminSplitDateTime,
        required=False,
        help_text=_("If this is left empty, it is sent at once."),
    )

    def clean_send_at(self):
        send_at = self.cleaned_data["send_at"]
        if send_at and send_at < timezone.now():
            raise ValidationError(_("This time has passed."), code="past")
        return send_at


class LanguagesForm(ActionForm):
    languages = forms.MultipleChoiceField(
        label=_("In which languages"),
        choices=settings.LANGUAGES,
        initial=CODES,
        widget=forms.CheckboxSelectMultiple,
    )


# State -> the actions that make sense in it.
ACTIONS = {
    IssueState.DRAFT: {"send_to_me", "schedule_issues"},
    IssueState.SCHEDULED: {"send_to_me", "cancel_issues"},
    IssueState.SENDING: {"send_to_me"},
    IssueState.SENT: {"send_to_me", "withdraw_issues", "show_issues"},
}


@admin.register(Issue)
class IssueAdmin(CuratedAdmin):
    form = IssueForm
    change_list_template = "admin/newsletter/issue/change_list.html"
    list_display = ["title", "state", "send_at", "publication", "recipients", "languages_of_text"]
    list_filter = [AttentionFilter, "state", "publication"]
    ordering = ["-created_at", "-pk"]
    texts = ("title", "text")
    further_fieldsets = [(_("Address"), {"fields": ["slug"]})]
    state_fieldset = (
        _("Progress"),
        {"fields": ["state", "send_at", "progress", "since", "until", "publication", "published_at"]},
    )
    readonly_fields = [*CuratedAdmin.readonly_fields, "state", "send_at", "since", "until", "progress"]
    attention = {
        "drafts": Attention(_("Drafts waiting"), lambda issues: issues.filter(state=IssueState.DRAFT)),
        "sending": Attention(_("Being sent"), lambda issues: issues.being_sent()),
    }
    actions = [
        confirmed_action(
            "send_to_me",
            _("Send to me"),
            _("Only you get these, as e-mails that look like those to the subscribers."),
            one_by_one(send_to_oneself),
            form=LanguagesForm,
        ),
        confirmed_action(
            "schedule_issues",
            _("Schedule"),
            _("Every confirmed subscriber gets this by e-mail, and it is in the archive from then on."),
            one_by_one(schedule),
            form=ScheduleForm,
        ),
        confirmed_action(
            "cancel_issues", _("Cancel sending"), _("It becomes a draft again, and nobody gets it."), one_by_one(cancel)
        ),
        confirmed_action(
            "withdraw_issues",
            _("Withdraw from the archive"),
            _("Only curators will see these. Nothing is deleted, and e-mails that were sent stay sent."),
            one_by_one(withdraw_issue),
            form=ReasonForm,
        ),
        confirmed_action(
            "show_issues", _("Back into the archive"), _("Everyone will see these."), one_by_one(show_again)
        ),
    ]

    def get_urls(self):
        own = path("put-together/", self.admin_site.admin_view(self.put_together), name="newsletter_issue_put_together")
        return [own, *super().get_urls()]

    def put_together(self, request):
        """Make a draft of what is new, and go there."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_add_permission(request):
            raise PermissionDenied
        issue = put_together(by=request.user)
        if issue is None:
            self.message_user(request, _("Nothing is new since the last issue."), messages.WARNING)
            return redirect("admin:newsletter_issue_changelist")
        first = issue.history.select_related("history_user").earliest()
        if first.history_user == request.user:
            self.log_addition(request, issue, _("Put together from what is new."))
            text = _("This is what is new. Edit it, look at it in every language, and schedule it.")
            self.message_user(request, text)
        else:
            text = _("%(person)s has just put this together, and nothing is new since. Agree on who goes on with it.")
            self.message_user(request, text % {"person": first.history_user}, messages.WARNING)
        return redirect("admin:newsletter_issue_change", issue.pk)

    def changelist_view(self, request, extra_context=None):
        may_add = self.has_add_permission(request)
        address = reverse("admin:newsletter_issue_put_together") if may_add else ""
        return super().changelist_view(request, {"put_together_url": address} | (extra_context or {}))

    @admin.display(description=_("e-mails"))
    def progress(self, issue):
        counts = issue.deliveries.order_by().values_list("state").annotate(Count("pk"))
        labels = dict(issue.deliveries.model.State.choices)
        return ", ".join(f"{number} {labels[state]}" for state, number in counts) or "–"

    def get_readonly_fields(self, request, obj=None):
        """An address that mails lead to does not change any more."""
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj and obj.is_begun else [])]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_being_queued)

    def has_delete_permission(self, request, obj=None):
        """A draft that is not wanted goes; what was sent stays."""
        return bool(
            obj and obj.state == IssueState.DRAFT and admin.ModelAdmin.has_delete_permission(self, request, obj)
        )

    def delete_model(self, request, obj):
        try:
            delete_draft(obj)
        except IssueError as error:  # It was scheduled while the curator was asked.
            raise PermissionDenied from error

    def store(self, issue, *, by, reason, themes=(), cities=()):
        save_issue(issue, by=by, reason=reason)

    def _previewed(self, request, form):
        """Show the mail itself: its HTML as it is, and below it the text that it has for those who want no HTML."""
        issue = form.instance
        issue.slug = issue.slug or "preview"
        shown = IssueMail(issue, get_language())
        mail = shown.to_curator(request.user)
        context = shown.context_for_curator() | {
            "subject": mail.subject,
            "text": mail.message,
            "sender": mail.from_email,
        }
        response = TemplateResponse(request, "admin/newsletter/issue/preview.html", context)
        response.add_post_render_callback(_allow_its_style)
        return response

    def _actions_on(self, item, request):
        shown = ACTIONS[item.state] - ({"withdraw_issues"} if not item.is_published else {"show_issues"})
        return [(name, label) for name, (_action, _name, label) in self.get_actions(request).items() if name in shown]


def _allow_its_style(response):
    """Mails bear their style inside; the policy of the site allows just this one, by its digest."""
    style = STYLE.search(response.content.decode())[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    response._csp_update = {"style-src": ["'self'", f"'sha256-{digest}'"]}
