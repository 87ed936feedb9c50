from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from operations.models import JobState


@admin.register(JobState)
class JobStateAdmin(admin.ModelAdmin):
    """To look at only: what a job does is declared in the code, and what became of it is not for anybody to change."""

    list_display = ["name", "outcome", "started_at", "took", "result"]
    list_filter = ["outcome"]
    fields = ["name", "outcome", "started_at", "alive_at", "ended_at", "took", "succeeded_at", "failures", "result"]

    @admin.display(description=_("took"))
    def took(self, state):
        return None if state.took is None else _("%.1f s") % state.took.total_seconds()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
