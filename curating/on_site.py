"""From a page of the admin to the page on the site."""

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.numbers import number_in


def view_on_site(request, content_type_id, object_id):
    """Lead to the page of a thing, for those who may look at it in the admin.

    Django's own leads every member of staff to anything, also where the address is the secret that opens the page, as
    that of a submission is. Raises PermissionDenied, Http404.
    """
    model = get_object_or_404(ContentType, pk=number_in(content_type_id)).model_class()
    if not (admin.site.is_registered(model) and admin.site.get_model_admin(model).has_view_permission(request)):
        raise PermissionDenied
    return shortcut(request, content_type_id, object_id)
