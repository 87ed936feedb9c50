"""The switch in the admin: one page, which takes effect with the next request of everybody."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.guarded import GuardedAdmin
from curating.attention import Attention, Mend, Rank
from curating.forms import REASON_LENGTH, ReasonedForm
from submissions.actions import set_intake
from submissions.models import Intake, ReopeningRequest, Submission

MESSAGES = [f"message_{code}" for code, _label in settings.LANGUAGES]
MOST_VERSIONS = 50


class IntakeForm(ReasonedForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Why you change this. It stays in the history, for curators only."),
    )

    class Meta:
        model = Intake
        fields = ["state", *MESSAGES, "reopens_on", "contact"]
        widgets = {"state": forms.RadioSelect}

    def clean(self):
        data = super().clean()
        reopens_on = data.get("reopens_on")
        if data.get("state") == Intake.State.PAUSED and reopens_on and reopens_on <= timezone.localdate():
            self.add_error("reopens_on", ValidationError(_("This day has to be in the future."), code="past"))
        return data


@admin.register(Intake)
class IntakeAdmin(GuardedAdmin, admin.ModelAdmin):
    form = IntakeForm
    change_form_template = "admin/submissions/intake/change_form.html"
    attention = {
        "paused": Attention(
            _("Intake is paused"), lambda rows: rows.paused(), Rank.QUEUE, Mend(_("Open it again"), in_list=True)
        ),
        "overdue": Attention(
            _("Its expected reopening has passed"),
            lambda rows: rows.overdue(),
            Rank.QUEUE,
            Mend(_("Open it again, or give another day"), in_list=True),
        ),
    }
    fieldsets = [
        (
            None,
            {
                "fields": ["state", "reopens_on", "contact", "reason"],
                "description": _(
                    "While intake is paused, nobody can hand in new projects and organisations. Reports of "
                    "mistakes and changes to entries are still accepted. It takes effect at once."
                ),
            },
        ),
        *[
            (label, {"fields": [f"message_{code}"], "classes": ["language-tab", f"language-{code}"]})
            for code, label in settings.LANGUAGES
        ],
    ]

    class Media:
        js = [Script("js/curating.js", type="module")]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_object(self, request, object_id, from_field=None):
        """The one row, though nobody may have used the switch yet."""
        return Intake.current() if object_id == "1" else None

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:submissions_intake_change", 1)

    def save_model(self, request, obj, form, change):
        typed = {name: form.cleaned_data[name] for name in (*IntakeForm.Meta.fields, "reason")}
        set_intake(by=request.user, **typed)

    def response_change(self, request, obj):
        self.message_user(request, f"{Intake.current()}.")
        return redirect("admin:submissions_intake_change", 1)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= {
            "title": str(obj),
            "subtitle": None,
            "show_save_and_continue": False,
            "held": Submission.objects.held().count(),
            "asked": ReopeningRequest.objects.count(),
            "versions": obj.history.select_related("history_user").order_by("-history_date", "-history_id")[
                :MOST_VERSIONS
            ]
            if obj and obj.pk
            else [],
        }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
