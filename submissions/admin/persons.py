"""People in the admin: deleting one does what “My entries” does."""

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.admin import PersonAdmin
from accounts.masking import MASK
from accounts.models import User
from submissions.actions import delete_person

admin.site.unregister(User)


@admin.register(User)
class ErasablePersonAdmin(PersonAdmin):
    def has_delete_permission(self, request, obj=None):
        """Somebody who may enter the admin loses that right first: others have to understand their decisions."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_staff)

    def get_deleted_objects(self, objs, request):
        """Name the people alone: what goes with them is more than hangs on their rows."""
        staff = [str(person) for person in objs if person.is_staff]
        lacking = set() if self.has_delete_permission(request) else {self.opts.verbose_name}
        return [str(person) for person in objs], {self.opts.verbose_name_plural: len(objs)}, lacking, staff

    def log_deletions(self, request, queryset):
        """Kept by `erase` below, without the address."""

    def delete_model(self, request, obj):
        self.erase(request, obj)

    def delete_queryset(self, request, queryset):
        for person in queryset:
            self.erase(request, person)

    def erase(self, request, person):
        pk = person.pk
        delete_person(person)
        LogEntry.objects.create(
            user=request.user,
            content_type=ContentType.objects.get_for_model(User),
            object_id=str(pk),
            object_repr=MASK,
            action_flag=DELETION,
        )
