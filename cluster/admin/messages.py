from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.utils.translation import gettext_lazy as _

from cluster.contact import delete_message
from cluster.models import Message
from entries.admin.attention import Attention, AttentionFilter


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """Messages are read and, once they are answered, deleted; nobody writes or changes them here."""

    list_display = ["sent_at", "name", "email", "language", "beginning"]
    list_display_links = ["sent_at", "beginning"]
    list_filter = [AttentionFilter, "language"]
    search_fields = ["name", "email", "text"]
    attention = {"unanswered": Attention(_("Messages to answer"), lambda messages: messages)}

    @admin.display(description=_("message"))
    def beginning(self, message):
        return message.text[:80]

    def get_actions(self, request):
        """Django's own deletion, which asks first, by the name of what it is for."""
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            _function, name, _label = actions["delete_selected"]
            actions["delete_selected"] = (delete_selected, name, _("Answered: delete"))
        return actions

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, obj):
        delete_message(obj)

    def delete_queryset(self, request, queryset):
        for message in queryset:
            delete_message(message)
