from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def in_words(duration):
    """Return a timedelta in words, "3 days"; nobody counts the minutes of a wait."""
    if duration < timedelta(hours=1):
        return _("less than an hour")
    now = timezone.now()
    return timesince(now - duration, now, depth=1)
