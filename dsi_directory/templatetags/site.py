from django import template
from django.conf import settings

from entries.addresses import words_of_path

register = template.Library()
register.filter(words_of_path)


@register.simple_tag
def site_name():
    """For pages that are rendered without a context, such as that of a server error."""
    return settings.SITE_NAME
