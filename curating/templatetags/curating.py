import re

from django import template
from django.contrib import admin

from curating.attention import attention_table

register = template.Library()

CHANGED = re.compile("<(ins|del)>")


@register.simple_tag(takes_context=True)
def attention(context):
    """Return a `Waiting` for each kind of thing that waits for this curator."""
    return attention_table(admin.site, context["request"])


@register.filter
def changed_cells(diff, headers):
    """Return (column, marked cell) of what an imported row changes; the revision moves on with every change."""
    pairs = zip(headers, diff, strict=True)
    return [(column, cell) for column, cell in pairs if column != "revision" and CHANGED.search(cell)]
