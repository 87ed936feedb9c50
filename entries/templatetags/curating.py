from django import template
from django.contrib import admin

from entries.admin.attention import attention_table

register = template.Library()


@register.simple_tag(takes_context=True)
def attention(context):
    """Return a `Waiting` for each kind of thing that waits for this curator."""
    return attention_table(admin.site, context["request"])
