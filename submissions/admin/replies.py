from django.conf import settings
from django.contrib import admin
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from accounts.admin.guarded import GuardedAdmin, GuardedForm
from submissions.models import Reply

REQUIRED = {f"reason_{settings.LANGUAGE_CODE}", f"text_{settings.LANGUAGE_CODE}"}


@admin.register(Reply)
class ReplyAdmin(GuardedAdmin, admin.ModelAdmin):
    """Texts to start from. The submitter gets the one in their language, or in English where that is missing."""

    form = GuardedForm
    list_display = ["reason", "use", "position"]
    list_filter = ["use"]
    search_fields = [f"{field}_{code}" for field in ("reason", "text") for code, _label in settings.LANGUAGES]
    fieldsets = [
        (None, {"fields": ["use", "position"]}),
        *[
            (
                label,
                {
                    "fields": [f"reason_{code}", f"text_{code}"],
                    "classes": ["language-tab", f"language-{code}"],
                    "description": _("People get the text in their language, or in English if it is missing."),
                },
            )
            for code, label in settings.LANGUAGES
        ],
    ]

    class Media:
        js = [Script("js/curating.js", type="module")]

    def get_form(self, request, obj=None, **kwargs):
        """The other languages fall back to English."""
        form = super().get_form(request, obj, **kwargs)
        for name in REQUIRED & form.base_fields.keys():
            form.base_fields[name].required = True
        return form
