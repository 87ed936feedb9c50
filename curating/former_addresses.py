from django.contrib import admin

from entries.models import FormerAddress


@admin.register(FormerAddress)
class FormerAddressAdmin(admin.ModelAdmin):
    """To look up where an old address leads; renaming and merging keep them."""

    list_display = ["slug", "kind", "object_id"]
    list_filter = ["kind"]
    search_fields = ["slug"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
