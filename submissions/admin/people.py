"""Who looks after which entry. Links are made by approving a claim or taking up an invitation, and taken off here."""

from django.contrib import admin

from submissions.models import Caretaker, Invitation


class LinkAdmin(admin.ModelAdmin):
    search_fields = ["user__email", "user__name"]
    list_filter = ["target_kind"]
    list_select_related = ["user"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Caretaker)
class CaretakerAdmin(LinkAdmin):
    list_display = ["user", "target", "since"]


@admin.register(Invitation)
class InvitationAdmin(LinkAdmin):
    list_display = ["user", "target", "invited_by", "invited_at"]
    list_select_related = ["user", "invited_by"]
