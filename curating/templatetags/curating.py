import re

from django import template
from django.contrib import admin

from curating.attention import admin_page_of, attention_table

register = template.Library()

CHANGED = re.compile("<(ins|del)>")


@register.simple_tag(takes_context=True)
def attention(context):
    """Return a `Waiting` for each kind of thing that waits for this curator."""
    return attention_table(admin.site, context["request"])


register.filter("admin_page", admin_page_of)


@register.filter
def of_line(found, line):
    """Return what is known of one line of a table, or None. found: line -> what is known."""
    return found.get(line)


@register.filter
def changed_cells(diff, headers):
    """Return (column, marked cell) of what an imported row changes; the revision moves on with every change."""
    pairs = zip(headers, diff, strict=True)
    return [(column, cell) for column, cell in pairs if column != "revision" and CHANGED.search(cell)]
