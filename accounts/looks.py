"""A log of who looked at what is stored about people."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.models import Look
from accounts.terms import LOOKS_FOR

# Whoever opens a page again within that time looks at it once.
ONE_LOOK = timedelta(hours=1)


class LoggedMixin:
    """For a ModelAdmin whose rows say something about people: its lists and pages are noted for whoever opens them."""

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found and self.has_view_permission(request, found):
            note_look(request.user, self.model, str(found.pk))
        return found

    def get_search_fields(self, request):
        """None for the address that completes what is typed into a field: no form asks it for people, and it would
        list them to whoever does without a note. So it answers 404.
        """
        return () if request.resolver_match.view_name == "admin:autocomplete" else super().get_search_fields(request)

    def changelist_view(self, request, extra_context=None):
        if self.has_view_permission(request):
            note_look(request.user, self.model)
        return super().changelist_view(request, extra_context)


def note_look(user, model, key=""):
    """Keep that somebody looked at an object, or at the list of all."""
    look = {"user": user, "kind": ContentType.objects.get_for_model(model), "key": key}
    if not Look.objects.filter(**look, at__gt=timezone.now() - ONE_LOOK).exists():
        Look.objects.create(**look)


def delete_old_looks():
    """Delete looks of more than 180 days ago; returns how many."""
    return Look.objects.filter(at__lt=timezone.now() - LOOKS_FOR).delete()[0]
