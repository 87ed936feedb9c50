from django import template

register = template.Library()


@register.filter
def kind_of(entry):
    """Return the kind of an entry as addresses have it: "project" or "organisation"."""
    return entry._meta.model_name
