"""{% load search %} {{ entry.summary|highlight:search_query }}"""

from django import template

from search.highlight import highlight_terms

register = template.Library()


@register.filter
def highlight(text, query):
    """Return the text with what the query found in <mark>; escaped, and so safe. query: a Query or None."""
    return highlight_terms("" if text is None else text, query)
