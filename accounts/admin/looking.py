"""Pages of the admin that only show."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows what only the site itself writes, and what buttons in a list decide."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DecidedInListAdmin(ReadOnlyAdmin):
    """Shows what the actions of its list change, for those who have the right to; a page of its own is to look at."""

    def has_change_permission(self, request, obj=None):
        return obj is None and admin.ModelAdmin.has_change_permission(self, request)
