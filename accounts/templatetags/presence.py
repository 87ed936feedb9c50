from django import template
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

register = template.Library()


@register.simple_tag
def others_address(item):
    """Return where a page of the admin asks who else has the same one open."""
    return reverse("mfa:others", args=[ContentType.objects.get_for_model(item).pk, item.pk])
